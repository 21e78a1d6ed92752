// The paired difference over time: mean and interval around zero.

import { useHeld } from "./hooks";
import { areaPath, linePath, linear } from "./scale";
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
  const x = linear([points[0] ?? 0, points.at(-1) ?? 1], [66, width - 12], false);
  const y = linear([-reach, reach], [height - 6, 6]);
  const colour = COLOURS[id as Id];
  const band = areaPath(points, difference.low, difference.high, x, y);
  const mean = linePath(points, difference.mean, x, y);
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
