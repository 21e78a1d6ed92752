// Futures over two assumptions: filled diamonds fail, small open rings hold, so that neither colour nor shade is needed; the
// frame is the chosen box.
import { linear } from "./scale";


interface Props {
  dots: { x: number; y: number; fails: boolean }[];
  frame: { x: [number, number]; y: [number, number] } | null;
  width: number;
  height: number;
  xTitle: string;
  yTitle: string;
  formatX: (value: number) => string;
  formatY: (value: number) => string;
  fails: string;
  holds: string;
  label: string;
}

const MARGIN = { left: 58, right: 10, top: 34, bottom: 36 };

export function BoxScatter({ dots, frame, width, height, xTitle, yTitle, formatX, formatY, fails, holds, label }: Props) {
  const span = (values: number[]): [number, number] => {
    const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
    return low < high ? [low, high] : Number.isFinite(low) ? [low - 0.5, high + 0.5] : [0, 1];
  };
  const x = linear(span(dots.map((one) => one.x)), [MARGIN.left, width - MARGIN.right]);
  const y = linear(span(dots.map((one) => one.y)), [height - MARGIN.bottom, MARGIN.top]);
  const order = [...dots].sort((a, b) => Number(a.fails) - Number(b.fails));
  return (
    <svg class="chart scatter" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <text class="axis-word" x={2} y={11}>{yTitle}</text>
      <g transform={`translate(${MARGIN.left},22)`}>
        <path class="dot-fails" d={DIAMOND} transform="translate(5,-2)" />
        <text class="tick-word" x={14} y={2}>{fails}</text>
        <circle class="dot-holds" cx={32 + fails.length * 9} cy={-2} r={2.6} />
        <text class="tick-word" x={40 + fails.length * 9} y={2}>{holds}</text>
      </g>
      {x.ticks(Math.max(3, Math.floor(width / 110))).map((tick) => (
        <g key={tick}>
          <line class="grid" x1={x(tick)} x2={x(tick)} y1={MARGIN.top} y2={height - MARGIN.bottom} />
          <text class="tick-word" x={x(tick)} y={height - MARGIN.bottom + 14} text-anchor="middle">{formatX(tick)}</text>
        </g>
      ))}
      {y.ticks(Math.max(3, Math.floor(height / 60))).map((tick) => (
        <g key={tick}>
          <line class="grid" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
          <text class="tick-word" x={MARGIN.left - 6} y={y(tick)} text-anchor="end" dominant-baseline="central">{formatY(tick)}</text>
        </g>
      ))}
      <text class="axis-word" x={width - MARGIN.right} y={height - 5} text-anchor="end">{xTitle}</text>
      {frame && <rect class="frame-back" x={x(frame.x[0])} y={y(frame.y[1])} width={Math.max(1, x(frame.x[1]) - x(frame.x[0]))} height={Math.max(1, y(frame.y[0]) - y(frame.y[1]))} />}
      {order.map((one, k) => (one.fails ? <path key={k} class="dot-fails" d={DIAMOND} transform={`translate(${x(one.x).toFixed(1)},${y(one.y).toFixed(1)})`} /> : <circle key={k} class="dot-holds" cx={x(one.x).toFixed(1)} cy={y(one.y).toFixed(1)} r={2.6} />))}
      {frame && <rect class="frame-line" x={x(frame.x[0])} y={y(frame.y[1])} width={Math.max(1, x(frame.x[1]) - x(frame.x[0]))} height={Math.max(1, y(frame.y[0]) - y(frame.y[1]))} />}
    </svg>
  );
}

const DIAMOND = "M0,-3.6L3.6,0L0,3.6L-3.6,0Z";
