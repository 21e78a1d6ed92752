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
              <path d={circles(one.states, "0", pitch, pitch * 0.29)} fill="#fff" stroke="#9aa5ae" stroke-width={1.1} />
              <path d={circles(one.states, "1", pitch, pitch * 0.36)} fill={colour} stroke={colour} />
              <path d={crosses(one.states, pitch)} class="dot-fault" />
            </g>
          </g>
        );
      })}
    </svg>
  );
}

/** Where a dot of the field lies. */
const centre = (place: number, pitch: number) => [(place % 10) * pitch + pitch / 2, Math.floor(place / 10) * pitch + pitch / 2] as const;

/** All dots of one kind are one path: under a moving hand the browser has three things to draw, not a hundred. */
function circles(states: string, kind: string, pitch: number, r: number): string {
  let path = "";
  for (let place = 0; place < Math.min(100, states.length); place++) {
    if (states[place] !== kind) continue;
    const [x, y] = centre(place, pitch);
    path += `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`;
  }
  return path;
}

function crosses(states: string, pitch: number): string {
  const r = pitch * 0.36;
  let path = "";
  for (let place = 0; place < Math.min(100, states.length); place++) {
    if (states[place] !== "x") continue;
    const [x, y] = centre(place, pitch);
    path += `M${x - r},${y - r}l${2 * r},${2 * r}m0,${-2 * r}l${-2 * r},${2 * r}`;
  }
  return path;
}
