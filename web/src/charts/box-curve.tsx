// Boxes of failures by how many failures they hold and how often they are right. One of them is chosen: a slider that arrows
// move along the curve, or a click on a dot.

import type { BoxStep } from "../wire";
import { linePath, linear } from "./scale";

interface Props {
  steps: BoxStep[];
  chosen: number;
  suggested: number;
  width: number;
  height: number;
  x: string;
  y: string;
  label: string;
  value: string;
  onChoose: (step: number) => void;
}

const MARGIN = { left: 32, right: 10, top: 20, bottom: 34 };

export function BoxCurve({ steps, chosen, suggested, width, height, x: across, y: up, label, value, onChoose }: Props) {
  const x = linear([0, 1], [MARGIN.left, width - MARGIN.right], false);
  const y = linear([0, 1], [height - MARGIN.bottom, MARGIN.top], false);
  const path = linePath(steps.map((one) => one.coverage), steps.map((one) => one.density), x, y);
  const now = steps[chosen];
  const best = steps[suggested];
  const all = steps[0]?.density ?? 0;
  const go = (to: number) => onChoose(Math.max(0, Math.min(steps.length - 1, to)));
  const keys = (event: KeyboardEvent) => {
    // The curve runs from all futures at the right to the smallest box at the left: an arrow moves as it points.
    const to = { ArrowLeft: chosen + 1, ArrowUp: chosen + 1, ArrowRight: chosen - 1, ArrowDown: chosen - 1, PageUp: chosen + 5, PageDown: chosen - 5, Home: 0, End: steps.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const point = (event: PointerEvent) => {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const [px, py] = [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
    const far = (one: BoxStep) => (x(one.coverage) - px) ** 2 + (y(one.density) - py) ** 2;
    go(steps.reduce((near, one, k) => (far(one) < far(steps[near] ?? one) ? k : near), 0));
  };
  return (
    <svg class="chart curve" width={width} height={height} viewBox={`0 0 ${width} ${height}`} tabindex={0} role="slider" aria-label={label} aria-valuemin={1} aria-valuemax={Math.max(1, steps.length)} aria-valuenow={chosen + 1} aria-valuetext={value} onKeyDown={keys} onPointerDown={point} onPointerMove={(event) => event.buttons === 1 && point(event)}>
      {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
        <g key={tick}>
          <line class="grid" x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
          <text class="tick-word" x={MARGIN.left - 6} y={y(tick)} text-anchor="end" dominant-baseline="central">{tick * 100}</text>
          <text class="tick-word" x={x(tick)} y={height - MARGIN.bottom + 14} text-anchor={tick === 1 ? "end" : "middle"}>{tick * 100}</text>
        </g>
      ))}
      <text class="axis-word" x={2} y={11}>{up}</text>
      <text class="axis-word" x={width - MARGIN.right} y={height - 4} text-anchor="end">{across}</text>
      <line class="overall" x1={x(0)} x2={x(1)} y1={y(all)} y2={y(all)} />
      <path d={path} class="curve-line" />
      {steps.map((one, k) => <circle key={k} cx={x(one.coverage)} cy={y(one.density)} r={3} class="curve-dot" />)}
      {best && <circle cx={x(best.coverage)} cy={y(best.density)} r={9} class="curve-best" />}
      {now && (
        <g>
          <path class="curve-drop" d={`M${x(now.coverage)},${y(0)}V${y(now.density)}H${x(0)}`} />
          <path class="curve-now" d={`M${x(now.coverage)},${y(now.density)}m-6.5,0l6.5,-6.5l6.5,6.5l-6.5,6.5Z`} />
        </g>
      )}
    </svg>
  );
}
