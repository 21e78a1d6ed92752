// One lever of the strategy in hand: name, source mark, native slider, number field, unit. Other strategies' settings are
// ticks on the same line.

import { clearLever, release, setLever, state, touch } from "../state/store";
import { leverValue, type Strategy } from "../state/setting";
import type { Lever, Model } from "../wire";
import { titleOf, words } from "../words";
import { inPercent, shown, unitLabel } from "../words/number";
import { COLOURS } from "../charts/shapes";
import { NumberField, niceStep } from "./number-field";
import { SourceMark } from "./source-mark";

export function LeverRow({ lever, shape, strategy }: { lever: Lever; shape: Model; strategy: Strategy }) {
  const text = words.value;
  const now = state.value;
  if (!now) return null;
  const { value, by, rule } = leverValue(shape, strategy, lever.name);
  const percent = inPercent(lever.unit, lever.low, lever.high);
  const unit = unitLabel(lever.unit, now.language, percent);
  const title = titleOf(lever);
  const step = lever.unit === "year" && lever.low > 1000 ? 1 : niceStep(lever.low, lever.high);
  const move = (to: number) => setLever(strategy.id, lever.name, Number(to.toPrecision(8)));
  const others = now.strategies.filter((one) => one.id !== strategy.id);
  const place = (at: number) => (lever.high > lever.low ? (at - lever.low) / (lever.high - lever.low) : 0);
  const calendar = lever.unit === "year" && lever.low > 1000;
  return (
    <div class={`lever by-${by}`} style={{ "--hand": COLOURS[strategy.id] }}>
      <div class="lever-head">
        <span class="lever-title">{title}</span>
        <SourceMark name={lever.name} basis={lever.basis} claims={lever.claims} />
      </div>
      <div class="lever-line">
        <div class="lever-track">
          {others.map((one) => {
            const theirs = leverValue(shape, one, lever.name);
            return <span key={one.id} class={`tick id-${one.id}`} style={{ left: `calc(8px + (100% - 16px) * ${place(theirs.value)})` }} aria-hidden="true" />;
          })}
          <input
            type="range"
            min={lever.low}
            max={lever.high}
            step={step}
            value={value}
            aria-label={title}
            aria-valuetext={shown(value, lever.unit, now.language, { percent, digits: 4 })}
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
          {by === "hand" ? <button type="button" class="link" onClick={() => clearLever(strategy.id, lever.name)} aria-label={text.resetLever(title)}>↺ {text.preset}</button> : <span title={rule ?? ""}>ƒ {text.rule}</span>}
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
