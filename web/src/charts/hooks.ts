// Two things every chart needs: how wide it may be, and a scale that holds still under a moving hand.

import { useCallback, useRef, useState } from "preact/hooks";
import { holding } from "../state/store";

/** The width of the element in whole pixels, kept up to date, whenever the element comes and goes. */
export function useWidth(first = 600): [(element: HTMLElement | null) => void, number] {
  const [width, setWidth] = useState(first);
  const observer = useRef<ResizeObserver | null>(null);
  const attach = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (!element) return;
    const measure = () => setWidth(Math.max(220, Math.floor(element.clientWidth)));
    observer.current = new ResizeObserver(measure);
    observer.current.observe(element);
    measure();
  }, []);
  return [attach, width];
}

/** The value as it was when the hand came down, until it is lifted; a new `key` lets go at once. */
export function useHeld<T>(value: T, key: string): T {
  const kept = useRef<{ key: string; value: T } | null>(null);
  if (!holding.value || !kept.current || kept.current.key !== key) kept.current = { key, value };
  return kept.current.value;
}
