// Chapters on a ring, lines where the equations of one read quantities of another. A chosen chapter keeps only its lines.

import { walk } from "./differences";
import { fitLines } from "./fit";

export interface SectorLink {
  from: string;
  to: string;
  count: number;
}

interface Props {
  sectors: { name: string; title: string; count: number }[];
  links: SectorLink[];
  chosen: string | null;
  width: number;
  onChoose: (name: string) => void;
}

export function SectorMap({ sectors, links, chosen, width, onChoose }: Props) {
  const narrow = width < 520;
  const label = narrow ? 96 : 190;
  // An ellipse: the labels stand at its sides, so it may be taller than the width leaves room for.
  const across = Math.max(60, width / 2 - label);
  const tall = narrow ? 210 : 236;
  const height = tall * 2 + 90;
  const centre = { x: width / 2, y: height / 2 };
  const at = (name: string) => {
    const turn = (sectors.findIndex((one) => one.name === name) / sectors.length) * 2 * Math.PI - Math.PI / 2;
    return { x: centre.x + across * Math.cos(turn), y: centre.y + tall * Math.sin(turn), turn };
  };
  const most = Math.max(1, ...links.map((one) => one.count));
  const shownLinks = links.filter((one) => chosen === null || one.from === chosen || one.to === chosen);
  return (
    <svg class="chart map" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group">
      {shownLinks.map((one) => {
        const a = at(one.from);
        const b = at(one.to);
        const middle = { x: centre.x + (a.x + b.x - 2 * centre.x) * 0.18, y: centre.y + (a.y + b.y - 2 * centre.y) * 0.18 };
        const kind = chosen === null ? "all" : one.from === chosen ? "out" : "in";
        return <path key={`${one.from}>${one.to}`} class={`link-${kind}`} d={`M${a.x},${a.y}Q${middle.x},${middle.y} ${b.x},${b.y}`} stroke-width={0.6 + 5 * Math.sqrt(one.count / most)} />;
      })}
      {sectors.map((one) => {
        const place = at(one.name);
        const left = Math.cos(place.turn) < -0.05;
        const middle = Math.abs(Math.cos(place.turn)) <= 0.05;
        const radius = 4 + Math.sqrt(one.count) * 0.7;
        const lines = fitLines(one.title, middle ? 150 : label - radius - 8, 3, 12);
        const y = place.y + (middle ? (Math.sin(place.turn) < 0 ? -14 - (lines.length - 1) * 14 : 24) : 4 - (lines.length - 1) * 7);
        const x = middle ? place.x : place.x + (left ? -1 : 1) * (radius + 5);
        return (
          <g key={one.name} class={chosen === one.name ? "sector chosen" : "sector"} tabindex={0} role="button" aria-pressed={chosen === one.name} aria-label={`${lines.join(" ")}. ${one.title}`} onClick={() => onChoose(one.name)} onKeyDown={(event) => walk(event, () => onChoose(one.name))}>
            <circle class="halo" cx={place.x} cy={place.y} r={14} />
            <circle cx={place.x} cy={place.y} r={radius} />
            {lines.map((line, k) => <text key={k} x={x} y={y + k * 14} text-anchor={middle ? "middle" : left ? "end" : "start"}>{line}{k < lines.length - 1 && " "}</text>)}
          </g>
        );
      })}
    </svg>
  );
}
