// Where the preference between two strategies turns along an assumption: its full range, the turning value with its
// interval, and which strategy does better on either side.

import { walk } from "./differences";
import { fitText, textWidth } from "./fit";
import { linear } from "./scale";
import { COLOURS, Mark } from "./shapes";
import type { Id } from "../state/setting";

export interface TurnRow {
  name: string;
  title: string;
  whole: [number, number];
  at: number;
  low: number;
  high: number;
  value: string;
  lowest: string;
  highest: string;
  below: string;
  above: string;
  firm: boolean;
  label: string;
}

interface Props {
  rows: TurnRow[];
  width: number;
  better: (id: string) => string;
  onChoose: (name: string) => void;
}

const HEIGHT = 58;

export function TurnBars({ rows, width, better, onChoose }: Props) {
  const total = rows.length * HEIGHT;
  return (
    <svg class="chart turns" width={width} height={total} viewBox={`0 0 ${width} ${total}`} role="group">
      {rows.map((row, k) => {
        const y = k * HEIGHT;
        const line = y + 34;
        const x = linear(row.whole[0] < row.whole[1] ? row.whole : [row.whole[0], row.whole[0] + 1], [8, width - 8]);
        const at = x(row.at);
        const limit = textWidth(row.value, 12.5, 650) + 18;
        const word = (left: number, right: number, id: string) => {
          // Words are for turns that are firm.
          const text = row.firm ? better(id) : "";
          const long = textWidth(text, 11.5);
          if (!row.firm || right - left < long + 26) return right - left > 14 ? <Mark id={id} x={(left + right) / 2} y={line - 9} r={3.6} /> : null;
          return (
            <g>
              <Mark id={id} x={(left + right) / 2 - long / 2 - 5} y={line - 9} r={3.6} />
              <text class="tick-word" x={(left + right) / 2 + 4} y={line - 5} text-anchor="middle">{text}</text>
            </g>
          );
        };
        return (
          <g key={row.name + k} class="row" tabindex={0} role="button" aria-label={`${fitText(row.title, width - limit)} ${row.value}. ${row.label}`} onClick={() => onChoose(row.name)} onKeyDown={(event) => walk(event, () => onChoose(row.name))}>
            <rect class="row-back" x={0} y={y + 1} width={width} height={HEIGHT - 3} rx={3} />
            <text class="row-label" x={4} y={y + 14}>{fitText(row.title, width - limit)}</text>
            <text class="row-limit" x={width - 4} y={y + 14} text-anchor="end">{" "}{row.value}</text>
            {word(8, at - 4, row.below)}
            {word(at + 4, width - 8, row.above)}
            <line x1={8} x2={at} y1={line} y2={line} stroke={COLOURS[row.below as Id]} stroke-width={3} stroke-dasharray={row.firm ? undefined : "2 3"} />
            <line x1={at} x2={width - 8} y1={line} y2={line} stroke={COLOURS[row.above as Id]} stroke-width={3} stroke-dasharray={row.firm ? undefined : "2 3"} />
            <rect class="turn-interval" x={x(row.low)} y={line - 5} width={Math.max(2, x(row.high) - x(row.low))} height={10} rx={2} />
            <path class={row.firm ? "turn-mark" : "turn-mark hollow"} d={`M${at},${line}m-5.5,0l5.5,-6.5l5.5,6.5l-5.5,6.5Z`} />
          </g>
        );
      })}
      {rows.map((row, k) => (
        <g key={row.name + k} class="ground" aria-hidden="true">
          <text class="tick-word" x={8} y={k * HEIGHT + 52}>{row.lowest}</text>
          <text class="tick-word" x={width - 8} y={k * HEIGHT + 52} text-anchor="end">{row.highest}</text>
        </g>
      ))}
    </svg>
  );
}
