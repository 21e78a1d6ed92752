// Milestones on a line of time: when a share of the futures has got there, for each strategy; scheduled dates as grey ticks.

import { scaleLinear } from "d3-scale";
import { Mark, COLOURS } from "./shapes";
import { fitText, walk } from "./differences";
import type { Id } from "../state/setting";

interface Props {
  rows: { name: string; title: string; strategies: { id: string; times: (number | null)[]; label: string }[] }[];
  goals: { title: string; marks: { id: string; time: number; label: string }[] }[];
  scheduled: { time: number; title: string }[];
  start: number;
  stop: number;
  at: number;
  width: number;
  onChoose: (name: string) => void;
}

export function Timeline({ rows, goals, scheduled, start, stop, at, width, onChoose }: Props) {
  const narrow = width < 480;
  const left = narrow ? 6 : Math.min(230, width * 0.36);
  const x = scaleLinear().domain([start, stop]).range([left + 10, width - 12]).clamp(true);
  const head = narrow ? 18 : 0;
  const line = 15;
  let y = 22;
  const placed = rows.map((row) => {
    const top = y;
    y += Math.max(26, row.strategies.length * line + 8) + head;
    return { ...row, top, height: y - top };
  });
  const placedGoals = goals.map((goal) => {
    const top = y;
    y += 24 + head;
    return { ...goal, top };
  });
  const height = y + 4;
  return (
    <svg class="chart" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group">
      {x.ticks(narrow ? 4 : 8).filter(Number.isInteger).map((tick) => (
        <g key={tick}>
          <line class="grid" x1={x(tick)} x2={x(tick)} y1={18} y2={height} />
          <text class="tick-word" x={x(tick)} y={12} text-anchor="middle">{tick}</text>
        </g>
      ))}
      {scheduled.map((one) => <line key={one.title} class="scheduled" x1={x(one.time)} x2={x(one.time)} y1={18} y2={height}><title>{one.title}</title></line>)}
      <line class="reading" x1={x(at)} x2={x(at)} y1={18} y2={height} />
      {placed.map((row) => (
        <g key={row.name} class="row" tabindex={0} role="button" aria-label={`${fitText(row.title, narrow ? width : left)}. ${row.title}: ${row.strategies.map((one) => one.label).join("; ")}`} onClick={() => onChoose(row.name)} onKeyDown={(event) => walk(event, () => onChoose(row.name))}>
          <rect class="row-back" x={0} y={row.top} width={width} height={row.height} />
          <text class="row-label" x={narrow ? 2 : 0} y={narrow ? row.top + 13 : row.top + row.height / 2} dominant-baseline={narrow ? "auto" : "central"}>{fitText(row.title, narrow ? width : left)}</text>
          {row.strategies.map((one, k) => {
            const [early, quarter, half, most, nearly] = one.times;
            const middle = row.top + head + 6 + line / 2 + k * line;
            if (early == null) return null;
            return (
              <g key={one.id} stroke={COLOURS[one.id as Id]}>
                <line x1={x(early)} x2={x(nearly ?? stop)} y1={middle} y2={middle} stroke-width={1.4} stroke-dasharray={nearly == null ? "3 3" : undefined} />
                {quarter != null && <line x1={x(quarter)} x2={x(most ?? stop)} y1={middle} y2={middle} stroke-width={6} stroke-opacity={0.45} />}
                {half != null && <Mark id={one.id} x={x(half)} y={middle} r={5} />}
              </g>
            );
          })}
        </g>
      ))}
      {placedGoals.map((goal) => (
        <g key={goal.title} role="img" aria-label={`${goal.title}: ${goal.marks.map((one) => one.label).join("; ")}`}>
          <text class="row-label" x={narrow ? 2 : 0} y={narrow ? goal.top + 13 : goal.top + 12} dominant-baseline={narrow ? "auto" : "central"}>{fitText(goal.title, narrow ? width : left)}</text>
          {goal.marks.map((one, k) => <Mark key={one.id} id={one.id} x={x(one.time)} y={goal.top + head + 12 + (k - (goal.marks.length - 1) / 2) * 9} r={4} hollow />)}
        </g>
      ))}
    </svg>
  );
}
