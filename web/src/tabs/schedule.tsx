// Dates that the model fixes: constants that are moments of its calendar, with their titles.

import type { Model } from "../wire";
import { titleOf, words } from "../words";

export function scheduled(model: Model): { name: string; time: number; title: string }[] {
  if (!model.time.calendar) return [];
  return model.variables
    .filter((one) => one.kind === "constant" && one.unit === "year" && !one.hidden)
    .map((one) => ({ name: one.name, time: Number(one.equation), title: titleOf(one) }))
    .filter((one) => Number.isFinite(one.time) && one.time > model.time.start && one.time < model.time.stop)
    .sort((a, b) => a.time - b.time);
}

/** What the numbered dates in a drawing are. */
export function ScheduledNote({ shape, when }: { shape: Model; when: (time: number) => string }) {
  const dates = scheduled(shape);
  if (dates.length === 0) return null;
  return <p class="note">{words.value.scheduled}: {dates.map((one, k) => <span key={one.name} class="dated">{k > 0 && " · "}<b>{k + 1}</b> {one.title}, {when(one.time)}</span>)}</p>;
}
