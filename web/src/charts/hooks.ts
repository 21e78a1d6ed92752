// Two things every chart needs: how wide it may be, and a scale that holds still under a moving hand.

import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { holding } from "../state/store";

/** The width of the element in whole pixels, kept up to date. */
export function useWidth(first = 600): [RefObject<HTMLDivElement | null>, number] {
  const element = useRef<HTMLDivElement | null>(null);
  const [width, setWidth] = useState(first);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const measure = () => setWidth(Math.max(220, Math.floor(box.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}

/** The value as it was when the hand came down, until it is lifted; a new `key` lets go at once. */
export function useHeld<T>(value: T, key: string): T {
  const kept = useRef<{ key: string; value: T } | null>(null);
  if (!holding.value || !kept.current || kept.current.key !== key) kept.current = { key, value };
  return kept.current.value;
}
