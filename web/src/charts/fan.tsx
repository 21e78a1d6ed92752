// Fan chart over time: two bands, a median, a few sample futures for each strategy; a reading line that arrows move.

import { bisectCenter } from "d3-array";
import { useHeld } from "./hooks";
import { areaPath, linePath, linear } from "./scale";
import { COLOURS } from "./shapes";
import type { Id } from "../state/setting";

type Row = (number | null)[];

interface Props {
  points: number[];
  strategies: { id: string; bands: Row[]; samples: Row[] }[];
  width: number;
  height: number;
  heldKey: string;
  format: (value: number) => string;
  when: (time: number) => string;
  marks: { time: number; title: string }[];
  at: number;
  label: string;
  onAt: (time: number) => void;
  zero?: boolean;
}

const MARGIN = { left: 66, right: 12, top: 8, bottom: 22 };

export function FanChart({ points, strategies, width, height, heldKey, format, when, marks, at, label, onAt, zero = false }: Props) {
  const [low, high] = useHeld(span(strategies, zero), heldKey);
  const x = linear([points[0] ?? 0, points.at(-1) ?? 1], [MARGIN.left, width - MARGIN.right], false);
  const y = linear([low, high], [height - MARGIN.bottom, MARGIN.top]);
  const band = (under?: Row, over?: Row) => areaPath(points, under, over, x, y);
  const path = (row?: Row) => linePath(points, row, x, y);
  const place = bisectCenter(points, at);
  const years = x.ticks(Math.max(3, Math.floor(width / 90))).filter((tick) => Number.isInteger(tick));
  const ticks = y.ticks(Math.max(3, Math.floor(height / 48)));
  const move = (to: number) => {
    const time = points[Math.max(0, Math.min(points.length - 1, to))];
    if (time !== undefined) onAt(time);
  };
  const keys = (event: KeyboardEvent) => {
    const to = { ArrowRight: place + 1, ArrowLeft: place - 1, PageUp: place + 4, PageDown: place - 4, Home: 0, End: points.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };
  const point = (event: PointerEvent) => {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    move(bisectCenter(points, x.invert(((event.clientX - box.left) / box.width) * width)));
  };
  const reading = strategies.map((one) => `${one.id}: ${one.bands[2]?.[place] == null ? "–" : format(one.bands[2][place])}`).join(", ");
  return (
    <svg class="chart fan" width={width} height={height} viewBox={`0 0 ${width} ${height}`} tabindex={0} role="slider" aria-label={label} aria-valuemin={points[0] ?? 0} aria-valuemax={points.at(-1) ?? 0} aria-valuenow={at} aria-valuetext={`${when(at)}. ${reading}`} onKeyDown={keys} onPointerDown={point} onPointerMove={(event) => event.buttons === 1 && point(event)}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line class="grid" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
          <text class="tick-word" x={MARGIN.left - 6} y={y(tick)} text-anchor="end" dominant-baseline="central">{format(tick)}</text>
        </g>
      ))}
      {years.map((tick) => <text key={tick} class="tick-word" x={x(tick)} y={height - 6} text-anchor="middle">{tick}</text>)}
      {marks.map((one, k) => (
        <g key={one.title}>
          <text class="mark-number" x={x(one.time)} y={MARGIN.top + 4} text-anchor="middle">{k + 1}</text>
          <line class="scheduled" x1={x(one.time)} x2={x(one.time)} y1={MARGIN.top + 8} y2={height - MARGIN.bottom}><title>{`${one.title}: ${when(one.time)}`}</title></line>
        </g>
      ))}
      {zero && low < 0 && high > 0 && <line class="zero" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(0)} y2={y(0)} />}
      {strategies.map((one) => (
        <g key={one.id} fill={COLOURS[one.id as Id]} stroke={COLOURS[one.id as Id]}>
          {one.bands.length >= 5 && <path d={band(one.bands[0], one.bands[4])} fill-opacity={0.1} stroke="none" />}
          {one.bands.length >= 5 && <path d={band(one.bands[1], one.bands[3])} fill-opacity={0.2} stroke="none" />}
          {one.samples.map((row, k) => <path key={k} d={path(row)} fill="none" stroke-width={0.8} stroke-opacity={0.55} />)}
        </g>
      ))}
      {strategies.map((one) => <path key={one.id} d={path(one.bands[2])} fill="none" stroke={COLOURS[one.id as Id]} stroke-width={2.4} stroke-dasharray={DASH[one.id as Id]} />)}
      <line class="reading" x1={x(points[place] ?? at)} x2={x(points[place] ?? at)} y1={MARGIN.top} y2={height - MARGIN.bottom} />
      {strategies.map((one) => one.bands[2]?.[place] != null && <circle key={one.id} cx={x(points[place] ?? at)} cy={y(one.bands[2][place])} r={3.4} fill="#fff" stroke={COLOURS[one.id as Id]} stroke-width={2} />)}
    </svg>
  );
}

/** Lines differ by dash too, so that colour is not needed. */
const DASH: Record<Id, string | undefined> = { A: undefined, B: "7 3", C: "2 3", D: "9 3 2 3" };

function span(strategies: Props["strategies"], zero: boolean): [number, number] {
  const all = strategies.flatMap((one) => [...(one.bands[0] ?? []), ...(one.bands[4] ?? []), ...(one.bands.length < 5 ? one.bands.flat() : []), ...(zero ? [0] : [])]).filter((value): value is number => value !== null);
  if (all.length === 0) return [0, 1];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const room = (high - low || Math.abs(high) || 1) * 0.05;
  return [low - room, high + room];
}
