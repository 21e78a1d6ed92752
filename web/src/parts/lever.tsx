// One lever of the strategy in hand: name, source mark, native slider, number field, unit. Other strategies' settings are
// ticks on the same line.

import { clearLever, language, release, setLever, touch } from "../state/store";
import type { Id } from "../state/setting";
import type { Lever } from "../wire";
import { titleOf, words } from "../words";
import { inPercent, shown, unitLabel } from "../words/number";
import { COLOURS } from "../charts/shapes";
import { NumberField, niceStep } from "./number-field";
import { SourceMark } from "./source-mark";

interface Props {
  lever: Lever;
  id: Id;
  value: number;
  by: "hand" | "policy" | "default";
  rule: string | null;
  /** Where the other strategies stand, as `A:0.5 C:1`: one text, so that a row is drawn again only when something changed. */
  others: string;
}

export function LeverRow({ lever, id, value, by, rule, others }: Props) {
  const text = words.value;
  const speak = language.value;
  const percent = inPercent(lever.unit, lever.low, lever.high);
  const unit = unitLabel(lever.unit, speak, percent);
  const title = titleOf(lever);
  const step = lever.unit === "year" && lever.low > 1000 ? 1 : niceStep(lever.low, lever.high);
  // A lever of single values goes to the nearest of them.
  const allowed = (to: number) => (lever.values ?? [to]).reduce((best, one) => (Math.abs(one - to) < Math.abs(best - to) ? one : best));
  const move = (to: number) => setLever(id, lever.name, Number(allowed(to).toPrecision(8)));
  const place = (at: number) => (lever.high > lever.low ? (at - lever.low) / (lever.high - lever.low) : 0);
  const calendar = lever.unit === "year" && lever.low > 1000;
  return (
    <div class={`lever by-${by}`} style={{ "--hand": COLOURS[id] }}>
      <div class="lever-head">
        <span class="lever-title">{title}</span>
        <SourceMark name={lever.name} basis={lever.basis} claims={lever.claims} />
      </div>
      <div class="lever-line">
        <div class="lever-track">
          {others.split(" ").filter(Boolean).map((one) => {
            const [other = "", theirs = "0"] = one.split(":");
            return <span key={other} class={`tick id-${other}`} style={{ left: `calc(8px + (100% - 16px) * ${place(Number(theirs))})` }} aria-hidden="true" />;
          })}
          <input
            type="range"
            min={lever.low}
            max={lever.high}
            step={step}
            value={value}
            aria-label={title}
            aria-valuetext={shown(value, lever.unit, speak, { percent, digits: 4 })}
            onPointerDown={() => touch(true)}
            onPointerUp={release}
            onPointerCancel={release}
            onKeyDown={(event) => {
              touch(false);
              page(event, value, step, lever, move);
            }}
            onInput={(event) => move(Number(event.currentTarget.value))}
          />
        </div>
        <NumberField value={value} low={lever.low} high={lever.high} step={step} percent={percent} label={`${title}${unit ? `, ${unit}` : ""}`} onChange={(to) => { move(to); release(); }} />
        <span class="unit">{calendar ? "" : unit}</span>
      </div>
      {(rule || by === "hand") && (
        <div class="lever-foot">
          {by === "hand" ? <button type="button" class="link" onClick={() => clearLever(id, lever.name)} aria-label={text.resetLever(title)}>↺ {text.preset}</button> : <span title={rule ?? ""}>ƒ {text.rule}</span>}
        </div>
      )}
    </div>
  );
}

/** Page keys move ten steps in every browser alike. */
export function page(event: KeyboardEvent, value: number, step: number, range: { low: number; high: number }, move: (to: number) => void): void {
  const by = event.key === "PageUp" ? 10 : event.key === "PageDown" ? -10 : 0;
  if (!by) return;
  event.preventDefault();
  move(Math.min(range.high, Math.max(range.low, value + by * step)));
}
