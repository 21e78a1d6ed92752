// Straight scales and the paths drawn on them. Comes in: a domain and a range, rows of numbers. Goes out: places in pixels,
// round ticks, path texts for SVG. Written here because these few lines are all that the charts need.

import { ticks } from "d3-array";

export interface Scale {
  (value: number): number;
  /** Back from a place to a value. */
  invert(place: number): number;
  /** About so many round values within the domain. */
  ticks(count: number): number[];
}

type Ends = readonly [number, number];

/** A free scale runs on beyond its ends, a clamped one stops there. */
export function linear([from, to]: Ends, [start, end]: Ends, clamped = true): Scale {
  const wide = to - from || 1;
  const scale = (value: number) => {
    const part = (value - from) / wide;
    return start + (end - start) * (clamped ? Math.min(1, Math.max(0, part)) : part);
  };
  return Object.assign(scale, { invert: (place: number) => from + (wide * (place - start)) / (end - start || 1), ticks: (count: number) => ticks(from, to, count) });
}

type Row = readonly (number | null | undefined)[];
const point = (x: number, y: number) => `${round(x)},${round(y)}`;
const round = (value: number) => Math.round(value * 100) / 100;

/** Runs of places at which every row has a number. */
function runs(count: number, ...rows: Row[]): number[][] {
  const found: number[][] = [];
  let run: number[] = [];
  for (let k = 0; k <= count; k++) {
    if (k < count && rows.every((row) => row[k] != null)) run.push(k);
    else if (run.length) {
      found.push(run);
      run = [];
    }
  }
  return found;
}

/** A line through a row, broken where a number is missing. */
export function linePath(points: readonly number[], row: Row = [], x: (value: number) => number, y: (value: number) => number): string {
  return runs(points.length, row).map((run) => "M" + run.map((k) => point(x(points[k] ?? 0), y(row[k] ?? 0))).join("L")).join("");
}

/** The area between two rows. */
export function areaPath(points: readonly number[], under: Row = [], over: Row = [], x: (value: number) => number, y: (value: number) => number): string {
  const side = (run: number[], row: Row) => run.map((k) => point(x(points[k] ?? 0), y(row[k] ?? 0))).join("L");
  return runs(points.length, under, over).map((run) => `M${side(run, over)}L${side([...run].reverse(), under)}Z`).join("");
}
