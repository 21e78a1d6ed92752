// Shares of a hundred futures on one line from 0 to 100, each strategy with its mark, number and interval.

import type { Level } from "../wire";
import { ofHundred } from "../words/number";
import { Mark } from "./shapes";

export function SharesChart({ strategies, width, label }: { strategies: Level[]; width: number; label: string }) {
  const line = 14;
  const height = strategies.length * line + 18;
  const left = 8;
  const right = 44;
  const x = (share: number) => left + share * (width - left - right);
  const name = `${label}. ${strategies.map((one) => `${one.id}: ${ofHundred(one.share)}`).join(", ")}`;
  return (
    <svg class="chart shares-chart" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
      {[0, 0.25, 0.5, 0.75, 1].map((tick) => <line key={tick} class="grid" x1={x(tick)} x2={x(tick)} y1={0} y2={height - 16} />)}
      {[0, 0.5, 1].map((tick) => <text key={tick} class="tick-word" x={x(tick)} y={height - 3} text-anchor="middle">{tick * 100}</text>)}
      {strategies.map((one, k) => {
        const y = 8 + k * line;
        if (one.share === null) return null;
        return (
          <g key={one.id}>
            <line class={`interval id-${one.id}`} x1={x(one.share_low ?? one.share)} x2={x(one.share_high ?? one.share)} y1={y} y2={y} />
            <Mark id={one.id} x={x(one.share)} y={y} r={4.4} />
            <text class="row-value" x={width - 2} y={y} text-anchor="end" dominant-baseline="central">{ofHundred(one.share)}</text>
          </g>
        );
      })}
    </svg>
  );
}
