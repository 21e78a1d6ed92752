// The paired difference over time: mean and interval around zero.

import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { useHeld } from "./hooks";
import { COLOURS } from "./shapes";
import type { Id } from "../state/setting";

type Row = (number | null)[];

interface Props {
  points: number[];
  difference: { low: Row; mean: Row; high: Row };
  id: string;
  width: number;
  height: number;
  heldKey: string;
  at: number;
  format: (value: number) => string;
  label: string;
}

export function DifferencePath({ points, difference, id, width, height, heldKey, at, format, label }: Props) {
  const all = [...difference.low, ...difference.high, 0].filter((value): value is number => value !== null);
  const most = Math.max(...all.map(Math.abs)) || 1;
  const reach = useHeld(most * 1.1, heldKey);
  const x = scaleLinear().domain([points[0] ?? 0, points.at(-1) ?? 1]).range([66, width - 12]);
  const y = scaleLinear().domain([-reach, reach]).range([height - 6, 6]).clamp(true);
  const colour = COLOURS[id as Id];
  const band = area<number>().defined((_, k) => difference.low[k] != null && difference.high[k] != null).x((_, k) => x(points[k] ?? 0)).y0((_, k) => y(difference.low[k] ?? 0)).y1((_, k) => y(difference.high[k] ?? 0))(points) ?? "";
  const mean = line<number>().defined((_, k) => difference.mean[k] != null).x((_, k) => x(points[k] ?? 0)).y((_, k) => y(difference.mean[k] ?? 0))(points) ?? "";
  return (
    <svg class="chart" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {[-most, 0, most].map((tick) => <text key={tick} class="tick-word" x={60} y={y(tick)} text-anchor="end" dominant-baseline="central">{format(tick)}</text>)}
      <line class="zero" x1={66} x2={width - 12} y1={y(0)} y2={y(0)} />
      <path d={band} fill={colour} fill-opacity={0.22} />
      <path d={mean} fill="none" stroke={colour} stroke-width={2} />
      <line class="reading" x1={x(at)} x2={x(at)} y1={4} y2={height - 4} />
    </svg>
  );
}
