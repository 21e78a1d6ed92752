// One colour and one shape for each strategy (Okabe & Ito), so that neither is needed alone.

import type { Id } from "../state/setting";

export const COLOURS: Record<Id, string> = { A: "#0072b2", B: "#d55e00", C: "#009e73", D: "#b8508f" };

const PATHS: Record<Id, (r: number) => string> = {
  A: (r) => `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`,
  B: (r) => `M${-r * 0.9},${-r * 0.9}h${r * 1.8}v${r * 1.8}h${-r * 1.8}Z`,
  C: (r) => `M0,${-r * 1.15}L${r * 1.1},${r * 0.85}H${-r * 1.1}Z`,
  D: (r) => `M0,${-r * 1.25}L${r * 1.25},0L0,${r * 1.25}L${-r * 1.25},0Z`,
};

interface MarkProps {
  id: string;
  x: number;
  y: number;
  r?: number;
  hollow?: boolean;
}

/** A strategy's mark inside a drawing. */
export function Mark({ id, x, y, r = 5, hollow = false }: MarkProps) {
  const colour = COLOURS[id as Id] ?? "#555";
  return <path d={(PATHS[id as Id] ?? PATHS.A)(r)} transform={`translate(${x},${y})`} fill={hollow ? "#fff" : colour} stroke={colour} stroke-width={1.6} class="mark" />;
}

/** A strategy's mark in running text. */
export function Badge({ id, size = 14 }: { id: string; size?: number }) {
  return (
    <svg class="badge" width={size} height={size} viewBox="-8 -8 16 16" aria-hidden="true" focusable="false">
      <Mark id={id} x={0} y={0} r={6} />
    </svg>
  );
}
