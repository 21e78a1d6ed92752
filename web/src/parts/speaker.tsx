// The live region: says the headline once the hand rests and the answer is there, at most every two seconds.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { answer, holding, language, running } from "../state/store";

const spoken = signal("");
const PAUSE_MS = 2000;

export function Speaker() {
  const now = answer.value?.headline[language.value] ?? "";
  const still = !holding.value && running.value === null;
  useEffect(() => {
    if (!still || now === spoken.peek()) return;
    const timer = setTimeout(() => (spoken.value = now), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [now, still]);
  return <p class="unseen" role="status" aria-live="polite">{spoken.value}</p>;
}
