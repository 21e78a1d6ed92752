// What matters when: assumptions by date, a cell darker and its number larger the more it explains there.

import { fitText, textWidth } from "./fit";

interface Props {
  rows: { name: string; title: string; judged: boolean; shares: (number | null)[] }[];
  dates: string[];
  width: number;
  label: string;
}

export function ShareStrip({ rows, dates, width, label }: Props) {
  const narrow = width < 480;
  const left = narrow ? 0 : Math.round(Math.min(width * 0.54, Math.max(width * 0.34, ...rows.map((row) => textWidth(`~ ${row.title}`) + 10))));
  const cell = (width - left) / Math.max(1, dates.length);
  const line = narrow ? 40 : 24;
  const head = 18;
  const total = head + rows.length * line;
  const most = Math.max(0.05, ...rows.flatMap((row) => row.shares.map((share) => share ?? 0)));
  const every = cell < 34 ? 2 : 1;
  return (
    <svg class="chart strip" width={width} height={total} viewBox={`0 0 ${width} ${total}`} role="img" aria-label={label}>
      {dates.map((date, k) => (dates.length - 1 - k) % every === 0 && <text key={k} class="tick-word" x={left + (k + 0.5) * cell} y={12} text-anchor="middle">{date}</text>)}
      {rows.map((row, at) => {
        const top = head + at * line;
        const y = narrow ? top + 16 : top;
        return (
          <g key={row.name}>
            <text class="row-label" x={0} y={narrow ? top + 12 : top + 12} dominant-baseline={narrow ? "auto" : "central"}>{fitText((row.judged ? "~ " : "") + row.title, narrow ? width : left - 8)}</text>
            {row.shares.map((share, k) => {
              const part = (share ?? 0) / most;
              return (
                <g key={k}>
                  <rect x={left + k * cell + 0.5} y={y + 0.5} width={cell - 1} height={22} fill={shade(part)} />
                  {share !== null && share >= 0.005 && <text class={part > 0.55 ? "cell-word light" : "cell-word"} x={left + (k + 0.5) * cell} y={y + 12} text-anchor="middle" dominant-baseline="central">{Math.round(share * 100)}</text>}
                </g>
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}

/** From paper to dark blue, even in lightness, so that a photocopy shows the same order. */
function shade(part: number): string {
  const mix = (from: number, to: number) => Math.round(from + (to - from) * Math.min(1, Math.max(0, part)));
  return `rgb(${mix(246, 22)},${mix(248, 50)},${mix(250, 92)})`;
}
