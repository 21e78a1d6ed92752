// What stands behind an assumption, in small letters below its title: a mark, the word for it, the sources by name.

import { fitText, textWidth } from "./fit";

export interface GroundShown {
  basis: "evidence" | "bounded" | "judgement";
  /** The word for it. */
  word: string;
  /** Names of publishers, as they call themselves. */
  sources: string;
}

/** Kept out of the row that it stands in: the row is a button with a name of its own. */
export function Ground({ ground, x, y, width }: { ground: GroundShown; x: number; y: number; width: number }) {
  const word = ground.word + (ground.sources ? " · " : "");
  const used = textWidth(word, 11.5) + 14;
  return (
    <g class="ground" transform={`translate(${x},${y})`} aria-hidden="true">
      <circle cx={5} cy={-3.6} r={3.6} class="basis-ring" />
      {ground.basis === "evidence" && <circle cx={5} cy={-3.6} r={3.6} class="basis-fill" />}
      {ground.basis === "bounded" && <path d="M5,-7.2A3.6,3.6 0 0 0 5,0Z" class="basis-fill" />}
      <text class="row-ground" x={13} y={0}>{word}{ground.sources && width > used + 30 && <tspan lang="en">{fitText(ground.sources, width - used, 11.5)}</tspan>}</text>
    </g>
  );
}
