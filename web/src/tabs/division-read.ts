// Reading who does what from the model's shape and its bands. No statistics: only which band stands where, and when.

import type { Model, PathsAnswer } from "../wire";
import { span, type Language } from "../words/number";

export interface Reach {
  /** Times at which 5, 25, 50, 75, 95 of 100 futures have got there; null where they have not. */
  times: (number | null)[];
}

/** A series that is only ever 0 or 1 is a state that is reached or not. */
export function isState(bands: (number | null)[][]): boolean {
  const all = bands.flat().filter((value) => value !== null);
  return all.length > 0 && all.every((value) => value === 0 || value === 1) ;
}

/** When each share of the futures is there. Bands are 5, 25, 50, 75 and 95 per cent of values: the top one is first to be 1. */
export function reach(points: number[], bands: (number | null)[][]): Reach {
  const first = (band: (number | null)[] = []) => {
    const place = band.findIndex((value) => value !== null && value >= 0.5);
    return place < 0 ? null : (points[place] ?? null);
  };
  return { times: [4, 3, 2, 1, 0].map((band) => first(bands[band])) };
}

/** How many of a hundred futures are there, as far as five bands can say. */
export function shareRange(bands: (number | null)[][], place: number, language: Language): string {
  const there = [4, 3, 2, 1, 0].filter((band) => (bands[band]?.[place] ?? 0) >= 0.5).length;
  const ends = ["0", "5", "25", "50", "75", "95", "100"];
  return span(ends[there] ?? "", ends[there + 1] ?? "", language);
}

export interface Task {
  sector: string;
  lead: string[];
  levers: string[];
  backing: { sector: string; lead: string[] }[];
}

/** Chapters with levers are tasks: their holders lead; chapters they read that others hold too are what they lean on. */
export function tasks(model: Model): Task[] {
  const holders = (sector: string) => [...new Set(model.levers.filter((one) => one.sector === sector && !one.hidden).flatMap((one) => one.actors))];
  const sectorOf = new Map(model.variables.map((one) => [one.name, one.sector]));
  for (const lever of model.levers) sectorOf.set(lever.name, lever.sector);
  return model.sectors
    .map(({ name }) => {
      const lead = holders(name);
      const links = new Map<string, number>();
      for (const one of model.variables) {
        if (one.sector !== name) continue;
        for (const read of one.reads) {
          const from = sectorOf.get(read);
          if (from && from !== name) links.set(from, (links.get(from) ?? 0) + 1);
        }
      }
      const backing = [...links].sort((a, b) => b[1] - a[1]).map(([sector]) => ({ sector, lead: holders(sector) })).filter((one) => one.lead.some((actor) => !lead.includes(actor))).slice(0, 2);
      return { sector: name, lead, backing, levers: model.levers.filter((one) => one.sector === name && !one.hidden).map((one) => one.name) };
    })
    .filter((task) => task.lead.length > 0);
}

/** What the change of a state depends on: the events that feed it, and what those read. */
export function conditions(model: Model, state: string): string[] {
  const variable = model.variables.find((one) => one.name === state);
  const events = (variable?.reads ?? []).map((name) => model.variables.find((one) => one.name === name && one.kind === "event")).filter((one) => one !== undefined);
  const kinds = new Set(["stock", "auxiliary", "aux", "lever"]);
  const names = events.flatMap((event) => event.reads).filter((name) => name !== state && kinds.has(model.variables.find((one) => one.name === name)?.kind ?? (model.levers.some((lever) => lever.name === name) ? "lever" : "")));
  return [...new Set(names)];
}

/** Every recorded series of one answer at one time. */
export const bandsOf = (answer: PathsAnswer, name: string, id: string): (number | null)[][] => answer.variables.find((one) => one.name === name)?.strategies.find((one) => one.id === id)?.bands ?? [];
