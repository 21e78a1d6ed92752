// Milestones on a line of time: when a share of the futures has got there, for each strategy; scheduled dates as grey ticks.

import { linear } from "./scale";
import { Mark, COLOURS } from "./shapes";
import { walk } from "./differences";
import { fitLines } from "./fit";
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
  const left = narrow ? 6 : Math.min(290, width * 0.36);
  const x = linear([start, stop], [left + 10, width - 12]);
  const line = 15;
  let y = 22;
  // On a narrow screen a title stands above its marks, else beside them, in two lines where it is long.
  const place = (title: string, marks: number) => {
    const lines = fitLines(title, narrow ? width - 4 : left);
    const [top, head] = [y, narrow ? lines.length * 14 + 4 : 0];
    y += head + (narrow ? marks : Math.max(marks, lines.length * 14 + 6));
    return { lines, top, head, height: y - top };
  };
  const placed = rows.map((row) => ({ ...row, ...place(row.title, Math.max(26, row.strategies.length * line + 8)) }));
  const placedGoals = goals.map((goal) => ({ ...goal, ...place(goal.title, 26) }));
  const foot = y + 2;
  const height = foot + (scheduled.length ? 14 : 2);
  const words = (row: { lines: string[]; top: number; height: number }) => {
    const first = narrow ? row.top + 13 : row.top + row.height / 2 - (row.lines.length - 1) * 7;
    return row.lines.map((one, k) => <text key={k} class="row-label" x={narrow ? 2 : 0} y={first + k * 14} dominant-baseline={narrow ? "auto" : "central"}>{one}{k < row.lines.length - 1 && " "}</text>);
  };
  return (
    <svg class="chart" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group">
      {x.ticks(narrow ? 4 : 8).filter(Number.isInteger).map((tick) => (
        <g key={tick}>
          <line class="grid" x1={x(tick)} x2={x(tick)} y1={18} y2={foot} />
          <text class="tick-word" x={x(tick)} y={12} text-anchor="middle">{tick}</text>
        </g>
      ))}
      {scheduled.map((one, k) => (
        <g key={one.title}>
          <line class="scheduled" x1={x(one.time)} x2={x(one.time)} y1={18} y2={foot}><title>{one.title}</title></line>
          <text class="mark-number" x={x(one.time)} y={foot + 10} text-anchor="middle">{k + 1}</text>
        </g>
      ))}
      <line class="reading" x1={x(at)} x2={x(at)} y1={18} y2={foot} />
      {placed.map((row) => (
        <g key={row.name} class="row" tabindex={0} role="button" aria-label={`${row.lines.join(" ")}. ${row.title}: ${row.strategies.map((one) => one.label).join("; ")}`} onClick={() => onChoose(row.name)} onKeyDown={(event) => walk(event, () => onChoose(row.name))}>
          <rect class="row-back" x={0} y={row.top} width={width} height={row.height} />
          {words(row)}
          {row.strategies.map((one, k) => {
            const [early, quarter, half, most, nearly] = one.times;
            const middle = row.top + row.head + (row.height - row.head - (row.strategies.length - 1) * line) / 2 + k * line;
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
          {words(goal)}
          {goal.marks.map((one, k) => <Mark key={one.id} id={one.id} x={x(one.time)} y={goal.top + goal.head + (goal.height - goal.head) / 2 + (k - (goal.marks.length - 1) / 2) * 9} r={4} hollow />)}
        </g>
      ))}
    </svg>
  );
}
