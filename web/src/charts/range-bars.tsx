// The limits of a box: each assumption's full range, the part of it inside the box, and what stands behind the range. A row
// opens the sources.

import { walk } from "./differences";
import { fitText } from "./fit";
import { Ground, type GroundShown } from "./ground";
import { linear } from "./scale";

export interface RangeRow {
  name: string;
  title: string;
  /** "above 1.9". */
  limit: string;
  whole: [number, number];
  inside: [number, number];
  low: string;
  high: string;
  ground: GroundShown;
  label: string;
}

interface Props {
  rows: RangeRow[];
  width: number;
  onChoose: (name: string) => void;
}

const HEIGHT = 66;

export function RangeBars({ rows, width, onChoose }: Props) {
  const total = rows.length * HEIGHT;
  return (
    <svg class="chart ranges" width={width} height={total} viewBox={`0 0 ${width} ${total}`} role="group">
      {rows.map((row, k) => {
        const y = k * HEIGHT;
        const x = linear(row.whole[0] < row.whole[1] ? row.whole : [row.whole[0], row.whole[0] + 1], [6, width - 6]);
        const title = fitText(row.title, width - 8);
        return (
          <g key={row.name} class="row" tabindex={0} role="button" aria-label={`${title} ${row.limit}. ${row.label}`} onClick={() => onChoose(row.name)} onKeyDown={(event) => walk(event, () => onChoose(row.name))}>
            <rect class="row-back" x={0} y={y + 1} width={width} height={HEIGHT - 3} rx={3} />
            <text class="row-label" x={4} y={y + 14}>{title}</text>
            <text class="row-limit" x={width / 2} y={y + 45} text-anchor="middle">{" "}{row.limit}</text>
            <rect class="range-whole" x={x(row.whole[0])} y={y + 21} width={Math.max(2, x(row.whole[1]) - x(row.whole[0]))} height={11} rx={2} />
            <rect class="range-inside" x={x(row.inside[0])} y={y + 21} width={Math.max(3, x(row.inside[1]) - x(row.inside[0]))} height={11} rx={2} />
          </g>
        );
      })}
      {rows.map((row, k) => (
        <g key={row.name} class="ground" aria-hidden="true">
          <text class="tick-word" x={4} y={k * HEIGHT + 44}>{row.low}</text>
          <text class="tick-word" x={width - 4} y={k * HEIGHT + 44} text-anchor="end">{row.high}</text>
        </g>
      ))}
      {rows.map((row, k) => <Ground key={row.name} ground={row.ground} x={4} y={k * HEIGHT + 59} width={width - 10} />)}
    </svg>
  );
}
