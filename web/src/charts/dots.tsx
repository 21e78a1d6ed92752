// A hundred dots for a hundred futures: filled where the criterion is met, hollow where it is not, a cross where it failed.

import { COLOURS, Mark } from "./shapes";
import type { Id } from "../state/setting";

interface Props {
  fields: { id: string; states: string; share: string; count: string; interval: string; range: string; label: string }[];
  width: number;
}

export function DotsChart({ fields, width }: Props) {
  const gap = 14;
  const columns = Math.min(fields.length, Math.max(1, Math.floor((width + gap) / 76)));
  const cell = (width - gap * (columns - 1)) / columns;
  const pitch = Math.min(12, cell / 10);
  const field = pitch * 10;
  const rows = Math.ceil(fields.length / columns);
  const block = field + 34;
  const height = rows * block + (rows - 1) * 8;
  return (
    <svg class="chart" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group">
      {fields.map((one, k) => {
        const left = (k % columns) * (cell + gap);
        const top = Math.floor(k / columns) * (block + 8);
        const colour = COLOURS[one.id as Id] ?? "#555";
        return (
          <g key={one.id} transform={`translate(${left},${top})`} role="img" aria-label={one.label}>
            <Mark id={one.id} x={7} y={9} r={5} />
            <text class="dots-share" x={18} y={14}>{cell < 118 ? one.count : one.share}</text>
            <text class="dots-interval" x={0} y={28}>{cell < 118 ? one.range : one.interval}</text>
            <g transform="translate(0,34)">
              {[...one.states].slice(0, 100).map((state, i) => {
                const x = (i % 10) * pitch + pitch / 2;
                const y = Math.floor(i / 10) * pitch + pitch / 2;
                const r = pitch * 0.36;
                if (state === "x") return <path key={i} d={`M${x - r},${y - r}l${2 * r},${2 * r}m0,${-2 * r}l${-2 * r},${2 * r}`} class="dot-fault" />;
                return <circle key={i} cx={x} cy={y} r={state === "1" ? r : r * 0.8} fill={state === "1" ? colour : "#fff"} stroke={state === "1" ? colour : "#9aa5ae"} stroke-width={state === "1" ? 1 : 1.1} class={state === "1" ? "dot met" : "dot"} />;
              })}
            </g>
          </g>
        );
      })}
    </svg>
  );
}
