// One outcome on its axis: where futures lie under each strategy, and the line where "acceptable" begins. The line is a
// native range input laid over the axis, so that it moves by mouse, finger and keyboard alike.

import type { Acceptable, Level } from "../wire";
import { release, touch } from "../state/store";
import { useHeld } from "./hooks";
import { linear } from "./scale";
import { COLOURS } from "./shapes";
import type { Id } from "../state/setting";

interface Props {
  name: string;
  title: string;
  levels: Level[];
  acceptable: Acceptable;
  threshold: number;
  width: number;
  heldKey: string;
  format: (value: number) => string;
  label: string;
  onMove: (value: number) => void;
}

export function ThresholdAxis({ name, title, levels, acceptable, threshold, width, heldKey, format, label, onMove }: Props) {
  const [low, high] = useHeld(span(levels, acceptable.value, threshold), heldKey + name);
  const edge = 8;
  const x = linear([low, high], [edge, width - edge]);
  const line = Math.max(4, Math.min(7, 18 / Math.max(1, levels.length)));
  const height = Math.max(18, line * levels.length + 6);
  const step = (high - low) / 200;
  const at = x(threshold);
  const good = acceptable.sign === "<=" ? [x(low), at] : [at, x(high)];
  return (
    <div class="threshold">
      <div class="threshold-head">
        <span class="threshold-title">{title}</span>
        <output class="threshold-value">{acceptable.sign === "<=" ? "≤" : "≥"} {format(threshold)}</output>
      </div>
      <div class="threshold-axis" style={{ width: `${width}px`, height: `${Math.max(24, height)}px` }}>
        <svg width={width} height={Math.max(24, height)} aria-hidden="true" focusable="false">
          <rect class="good" x={good[0]} y={0} width={Math.max(0, (good[1] ?? 0) - (good[0] ?? 0))} height={Math.max(24, height)} />
          {levels.map((one, k) => {
            const y = 3 + (Math.max(24, height) - 6) * ((k + 0.5) / levels.length);
            if (one.p05 === null || one.p95 === null || one.p25 === null || one.p75 === null || one.p50 === null) return null;
            return (
              <g key={one.id} stroke={COLOURS[one.id as Id]}>
                <line x1={x(one.p05)} x2={x(one.p95)} y1={y} y2={y} stroke-width={1.4} />
                <line x1={x(one.p25)} x2={x(one.p75)} y1={y} y2={y} stroke-width={Math.min(5, line)} stroke-opacity={0.55} />
                <line x1={x(one.p50)} x2={x(one.p50)} y1={y - line / 2} y2={y + line / 2} stroke-width={2} />
              </g>
            );
          })}
          <line class="threshold-line" x1={at} x2={at} y1={0} y2={Math.max(24, height)} />
          <path class="threshold-grip" d={`M${at},${Math.max(24, height) / 2}m-5,0l5,-6l5,6l-5,6Z`} />
        </svg>
        <input
          type="range"
          class="over"
          min={low}
          max={high}
          step={step}
          value={threshold}
          aria-label={label}
          aria-valuetext={format(threshold)}
          onPointerDown={() => touch(true)}
          onPointerUp={release}
          onPointerCancel={release}
          onKeyDown={() => touch(false)}
          onInput={(event) => onMove(Number(event.currentTarget.value))}
        />
      </div>
    </div>
  );
}

function span(levels: Level[], own: number, threshold: number): [number, number] {
  const all = [own, threshold, ...levels.flatMap((one) => [one.p05, one.p95])].filter((value): value is number => value !== null);
  const low = Math.min(...all);
  const high = Math.max(...all);
  const room = (high - low || Math.abs(high) || 1) * 0.12;
  return [low - room, high + room];
}
