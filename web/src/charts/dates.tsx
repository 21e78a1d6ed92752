// Dated events on lanes: filled where seen to happen, hollow where announced, a dashed ring where a source says otherwise.

import type { Dates } from "../wire";
import { spaced } from "../words";
import { evidenceWords } from "../words/evidence";
import { fitText } from "./fit";
import { linear } from "./scale";

interface Props {
  lanes: Dates["lanes"];
  from: number;
  to: number;
  width: number;
}

const LINE = 24;

export function DatesChart({ lanes, from, to, width }: Props) {
  const text = evidenceWords.value;
  const narrow = width < 480;
  const left = narrow ? 8 : Math.min(230, width * 0.34);
  const head = narrow ? 16 : 0;
  const x = linear([from, to], [left + 12, width - 14]);
  const row = LINE + head;
  const height = 24 + lanes.length * row;
  return (
    <svg class="chart dates" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group">
      {x.ticks(narrow ? 4 : 9).filter(Number.isInteger).map((tick) => (
        <g key={tick}>
          <line class="grid" x1={x(tick)} x2={x(tick)} y1={18} y2={height} />
          <text class="tick-word" x={x(tick)} y={12} text-anchor="middle">{tick}</text>
        </g>
      ))}
      {lanes.map((lane, k) => {
        const top = 22 + k * row;
        const middle = top + head + LINE / 2;
        const name = spaced(lane.about);
        return (
          <g key={lane.about} class="row" role="img" lang="en" aria-label={`${name}: ${lane.events.map((one) => `${one.when} ${text.status[one.status] ?? one.status}, ${one.says}`).join("; ")}`}>
            <line class="grid" x1={left + 12} x2={width - 14} y1={middle} y2={middle} />
            <text class="row-label" x={narrow ? 2 : 0} y={narrow ? top + 12 : middle} dominant-baseline={narrow ? "auto" : "central"}>{fitText(name, narrow ? width : left)}</text>
            {lane.events.map((one, place) => {
              const [start, end] = [x(one.begins), x(one.ends)];
              const planned = one.status === "planned";
              return (
                <g key={place}>
                  <title>{`${one.when}: ${one.says}`}</title>
                  {end - start > 9 && <line class={planned ? "span planned" : "span"} x1={start} x2={end} y1={middle} y2={middle} />}
                  {one.disputed && <circle class="ring" cx={start} cy={middle} r={8} />}
                  <circle class={planned ? "event planned" : "event"} cx={start} cy={middle} r={4.5} />
                </g>
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}
