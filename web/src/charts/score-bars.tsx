// Assumptions by how much an outcome turns on them: a bar with its interval beside what stands behind the assumption. Open
// bars and `~` rest on judgement alone. A row opens the sources.

import { walk } from "./differences";
import { fitText, textWidth } from "./fit";
import { Ground, type GroundShown } from "./ground";
import { linear } from "./scale";

export interface ScoreRow {
  name: string;
  title: string;
  value: number;
  low: number | null;
  high: number | null;
  text: string;
  judged: boolean;
  ground: GroundShown;
  label: string;
}

interface Props {
  rows: ScoreRow[];
  width: number;
  onChoose: (name: string) => void;
}

const HEIGHT = 35;

export function ScoreBars({ rows, width, onChoose }: Props) {
  const narrow = width < 480;
  const height = narrow ? 52 : HEIGHT;
  const named = rows.map((row) => (row.judged ? "~ " : "") + row.title);
  const label = narrow ? width - 60 : Math.round(Math.min(width * 0.62, Math.max(width * 0.44, ...named.map((name) => textWidth(name) + 6))));
  const left = narrow ? 6 : label + 10;
  const most = Math.max(0.02, ...rows.map((row) => row.high ?? row.value));
  const x = linear([0, most * 1.02], [left, width - 48]);
  const total = rows.length * height + 2;
  return (
    <svg class="chart scores" width={width} height={total} viewBox={`0 0 ${width} ${total}`} role="group">
      {!narrow && <line class="zero" x1={x(0)} x2={x(0)} y1={0} y2={total} />}
      {rows.map((row, k) => {
        const y = k * height;
        const bar = narrow ? y + 38 : y + height / 2;
        const title = fitText(named[k] ?? "", narrow ? width - 4 : label);
        return (
          <g key={row.name} class="row" tabindex={0} role="button" aria-label={`${title} ${row.text}. ${row.label}`} onClick={() => onChoose(row.name)} onKeyDown={(event) => walk(event, () => onChoose(row.name))}>
            <rect class="row-back" x={0} y={y + 1} width={width} height={height - 2} rx={3} />
            <text class="row-label" x={2} y={y + 14}>{title}</text>
            <rect class={row.judged ? "score judged" : "score"} x={x(0)} y={bar - 5} width={Math.max(1, x(row.value) - x(0))} height={10} />
            {row.low !== null && row.high !== null && (
              <g class="score-interval">
                <line x1={x(row.low)} x2={x(row.high)} y1={bar} y2={bar} />
                <line x1={x(row.low)} x2={x(row.low)} y1={bar - 3} y2={bar + 3} />
                <line x1={x(row.high)} x2={x(row.high)} y1={bar - 3} y2={bar + 3} />
              </g>
            )}
            <text class="row-value" x={width - 4} y={bar} text-anchor="end" dominant-baseline="central">{" "}{row.text}</text>
          </g>
        );
      })}
      {rows.map((row, k) => <Ground key={row.name} ground={row.ground} x={2} y={k * height + (narrow ? 27 : 29)} width={label} />)}
    </svg>
  );
}
