// What lies below the fold stays as it was while a hand moves and it is out of sight: a moving lever then pays only for
// what is looked at. At rest it is always drawn, so that no reader, however they read, meets an old number.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { holding, running } from "../state/store";

export function Below({ children }: { children: ComponentChildren }) {
  const box = useRef<HTMLDivElement | null>(null);
  const [seen, setSeen] = useState(false);
  const last = useRef<ComponentChildren>(null);
  useEffect(() => {
    if (!box.current) return;
    const watch = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? false), { rootMargin: "120px" });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const still = !holding.value && running.value === null;
  if (seen || still) last.current = children;
  return <div ref={box} class="below">{last.current}</div>;
}
