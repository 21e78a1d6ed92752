// Paired differences by outcome: one row each, all in the outcome's own spread, right is better. Filled marks are decided.

import type { Difference } from "../wire";
import { fitText, textWidth } from "./fit";
import { useHeld } from "./hooks";
import { linear } from "./scale";
import { Mark } from "./shapes";

export interface DifferenceRow {
  name: string;
  title: string;
  whole: string;
  /** How wide the outcome lies between futures, in its unit: the length that counts as one. */
  spread: number;
  lowerIsBetter: boolean;
  differences: (Difference & { text: string; label: string })[];
  chosen: boolean;
}

interface Props {
  rows: DifferenceRow[];
  width: number;
  heldKey: string;
  better: string;
  worse: string;
  onChoose: (name: string) => void;
}

export function DifferencesChart({ rows, width, heldKey, better, worse, onChoose }: Props) {
  const narrow = width < 480;
  const arms = Math.max(1, rows[0]?.differences.length ?? 1);
  const named = Math.ceil(Math.max(0, ...rows.map((row) => textWidth(row.title)))) + 6;
  const label = narrow ? 0 : Math.min(Math.max(named, 150), Math.round(width * 0.48));
  // Numbers stand beside single marks only; with more marks a row the table and the spoken name have them.
  const longest = Math.max(0, ...rows.map((row) => textWidth(row.differences[0]?.text ?? "", 12)));
  const values = useHeld(arms > 1 ? 8 : Math.max(narrow ? 62 : 74, Math.ceil(longest) + 8), heldKey);
  const top = 18;
  const line = arms > 2 ? 6 : 9;
  const height = (arms === 1 ? 19 : line * arms + 3) + (narrow ? 16 : 0);
  const reach = useHeld(domain(rows), heldKey);
  const x = linear([-reach, reach], [label + 14, width - values - 10]);
  const zero = x(0);
  const total = top + rows.length * height + 4;
  return (
    <svg class="chart" width={width} height={total} viewBox={`0 0 ${width} ${total}`} role="group">
      <text class="axis-word" x={zero - 8} y={12} text-anchor="end">◂ {worse}</text>
      <text class="axis-word" x={zero + 8} y={12}>{better} ▸</text>
      <line class="zero" x1={zero} x2={zero} y1={top - 4} y2={top + rows.length * height} />
      {rows.map((row, k) => {
        const y = top + k * height;
        const middle = y + (narrow ? 16 : 0) + (height - (narrow ? 16 : 0)) / 2;
        const sign = row.lowerIsBetter ? -1 : 1;
        const first = row.differences[0];
        const seen = [fitText(row.title, narrow ? width - 8 : label), ...(arms === 1 ? row.differences.map((one) => one.text) : [])].join(" ");
        const name = `${seen}. ${row.whole}. ${row.differences.map((one) => one.label).join(". ")}`;
        return (
          <g key={row.name} class={row.chosen ? "row chosen" : "row"} tabindex={0} role="button" aria-pressed={row.chosen} aria-label={name} onClick={() => onChoose(row.name)} onKeyDown={(event) => walk(event, () => onChoose(row.name))}>
            <rect class="row-back" x={0} y={y} width={width} height={height} />
            <line class="grid" x1={label + 14} x2={width - values - 10} y1={y + height} y2={y + height} />
            {narrow ? <text class="row-label" x={2} y={y + 13}>{fitText(row.title, width - 8)}</text> : <text class="row-label" x={0} y={middle} dominant-baseline="central">{fitText(row.title, label)}</text>}
            {row.differences.map((one, place) => {
              const at = middle + (place - (arms - 1) / 2) * line;
              if (one.mean === null) return null;
              const low = x((sign * (one.low ?? one.mean)) / row.spread);
              const high = x((sign * (one.high ?? one.mean)) / row.spread);
              return (
                <g key={one.id}>
                  <line class={`interval id-${one.id}`} x1={low} x2={high} y1={at} y2={at} />
                  <Mark id={one.id} x={x((sign * one.mean) / row.spread)} y={at} r={arms > 2 ? 3.5 : 4.4} hollow={!one.decided} />
                </g>
              );
            })}
            {arms === 1 && first && <text class="row-value" x={width - 4} y={middle} text-anchor="end" dominant-baseline="central">{first.text}</text>}
          </g>
        );
      })}
    </svg>
  );
}

/** The farthest any interval reaches, rounded up so that small moves do not move the scale. */
function domain(rows: DifferenceRow[]): number {
  let most = 0.1;
  for (const row of rows) for (const one of row.differences) most = Math.max(most, Math.abs((one.low ?? one.mean ?? 0) / row.spread), Math.abs((one.high ?? one.mean ?? 0) / row.spread));
  return Math.ceil(Math.min(most, 2) * 1.08 * 10) / 10;
}

/** Arrow keys walk between marks of the same chart; Enter and space choose. */
export function walk(event: KeyboardEvent, choose?: () => void): void {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const here = event.currentTarget as SVGElement;
  if (step) {
    const all = [...(here.closest("svg")?.querySelectorAll<SVGElement>("[tabindex='0']") ?? [])];
    const next = all[all.indexOf(here) + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  } else if (choose && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    choose();
  }
}
