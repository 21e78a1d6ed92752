// The right panel: what nobody sets. Worlds first, then the assumptions that rival theories dispute most, then any other.

import { computed, signal } from "@preact/signals";
import { change, language, locks, model, ranges, release, touch, without, world } from "../state/store";
import { contested } from "../state/setting";
import type { Uncertainty } from "../wire";
import { titleOf, words } from "../words";
import { inPercent, shown, unitLabel } from "../words/number";
import { InfoButton, worldCard } from "./bundle-card";
import { page } from "./lever";
import { NumberField, niceStep } from "./number-field";
import { SourceMark } from "./source-mark";

const query = signal("");
const first = computed(() => (model.value ? contested(model.value, 12) : []));
const touched = computed(() => new Set([...Object.keys(ranges.value), ...Object.keys(locks.value)]));

export function Assumptions() {
  const text = words.value;
  const shape = model.value;
  if (!shape) return null;
  const wanted = query.value.trim().toLowerCase();
  const found = wanted ? shape.uncertainties.filter((one) => !one.hidden && `${one.title} ${one.ko} ${one.name}`.toLowerCase().includes(wanted)) : [];
  const shownNames = [...touched.value].filter((name) => !first.value.includes(name));
  const listed = [...shownNames, ...first.value].map((name) => shape.uncertainties.find((one) => one.name === name)).filter((one): one is Uncertainty => one !== undefined);
  const chosen = shape.worlds.find((one) => one.name === world.value);
  return (
    <div class="panel-inside">
      <p class="hint">{text.assumptionsHint}</p>
      <div class="with-info">
      <label class="field">
        <span class="field-name">{text.world}</span>
        <select value={world.value ?? ""} onChange={(event) => { const to = event.currentTarget.value || null; change((was) => ({ ...was, world: to })); release(); }}>
          <option value="">{text.noWorld}</option>
          {shape.worlds.map((one) => <option key={one.name} value={one.name}>{titleOf(one)}</option>)}
        </select>
      </label>
      {chosen && <InfoButton title={titleOf(chosen)} name={worldCard(chosen.name)} />}
      </div>
      <h3 class="panel-sub">{text.contested}</h3>
      {listed.map((one) => <Assumption key={one.name} one={one} world={chosen?.settings.find((setting) => setting.name === one.name)?.value ?? null} />)}
      <label class="field find">
        <span class="field-name">{text.findAssumption}</span>
        <input type="search" value={query.value} onInput={(event) => (query.value = event.currentTarget.value)} />
      </label>
      {wanted && <p class="hint" role="status">{text.found(found.length)}</p>}
      {found.slice(0, 20).filter((one) => !listed.includes(one)).map((one) => <Assumption key={one.name} one={one} world={chosen?.settings.find((setting) => setting.name === one.name)?.value ?? null} />)}
    </div>
  );
}

export function Assumption({ one, world: fixed }: { one: Uncertainty; world: number | null }) {
  const text = words.value;
  const speak = language.value;
  const title = titleOf(one);
  const percent = inPercent(one.unit, one.low, one.high);
  const unit = unitLabel(one.unit, speak, percent);
  const step = niceStep(one.low, one.high);
  const locked = locks.value[one.name];
  const [low, high] = ranges.value[one.name] ?? [one.low, one.high];
  const whole = low === one.low && high === one.high;
  const say = (value: number) => shown(value, one.unit, speak, { percent, digits: 3 });
  const setRange = (to: [number, number]) => change((was) => ({ ...was, ranges: to[0] <= one.low && to[1] >= one.high ? without(was.ranges, one.name) : { ...was.ranges, [one.name]: to } }), `range.${one.name}`);
  const setLock = (to: number) => change((was) => ({ ...was, locks: { ...was.locks, [one.name]: to } }), `lock.${one.name}`);
  const tidy = (value: number) => Number(value.toPrecision(8));
  const part = (value: number) => (one.high > one.low ? (value - one.low) / (one.high - one.low) : 0);
  const hand = (move: (to: number) => void, value: number) => ({
    onPointerDown: () => touch(true),
    onPointerUp: release,
    onPointerCancel: release,
    onKeyDown: (event: KeyboardEvent) => {
      touch(false);
      page(event, value, step, one, move);
    },
    onInput: (event: { currentTarget: HTMLInputElement }) => move(Number(event.currentTarget.value)),
  });
  const moveLow = (to: number) => setRange([tidy(Math.min(to, high)), high]);
  const moveHigh = (to: number) => setRange([low, tidy(Math.max(to, low))]);
  return (
    <div class={`assumption ${fixed !== null ? "fixed" : ""}`}>
      <div class="lever-head">
        <span class="lever-title">{title}{unit && <span class="unit"> · {unit}</span>}</span>
        {fixed === null && (
          <label class="lock" title={text.lockShort}>
            <input type="checkbox" checked={locked !== undefined} aria-label={text.lock(title)} onChange={(event) => { const on = event.currentTarget.checked; change((was) => ({ ...was, locks: on ? { ...was.locks, [one.name]: one.default } : without(was.locks, one.name) })); release(); }} />
            <LockIcon on={locked !== undefined} />
          </label>
        )}
        <SourceMark name={one.name} basis={one.basis} claims={one.claims} />
      </div>
      {fixed !== null ? <p class="world-value">{text.setByWorld(say(fixed))}</p> : locked !== undefined ? (
        <div class="lever-line">
          <div class="lever-track"><input type="range" min={one.low} max={one.high} step={step} value={locked} aria-label={title} aria-valuetext={say(locked)} {...hand(setLock, locked)} /></div>
          <NumberField value={locked} low={one.low} high={one.high} step={step} percent={percent} label={`${title}${unit ? `, ${unit}` : ""}`} onChange={(to) => { setLock(to); release(); }} />
        </div>
      ) : (
        <div class="two-line">
          <NumberField value={low} low={one.low} high={high} step={step} percent={percent} label={text.lowest(title)} onChange={(to) => { moveLow(to); release(); }} />
          <div class="two-thumb" style={{ "--from": part(low), "--to": part(high) }}>
            <span class="two-band" aria-hidden="true" />
            <input type="range" class={part(low) > 0.5 ? "above" : ""} min={one.low} max={one.high} step={step} value={low} aria-label={text.lowest(title)} aria-valuetext={say(low)} {...hand(moveLow, low)} />
            <input type="range" min={one.low} max={one.high} step={step} value={high} aria-label={text.highest(title)} aria-valuetext={say(high)} {...hand(moveHigh, high)} />
          </div>
          <NumberField value={high} low={low} high={one.high} step={step} percent={percent} label={text.highest(title)} onChange={(to) => { moveHigh(to); release(); }} />
        </div>
      )}
      {fixed === null && !whole && locked === undefined && (
        <div class="lever-foot">
          <span class="grow" />
          <button type="button" class="link" aria-label={text.resetRange(title)} onClick={() => { setRange([one.low, one.high]); release(); }}>↺ {text.fullRange}</button>
        </div>
      )}
    </div>
  );
}

function LockIcon({ on }: { on: boolean }) {
  return (
    <svg width="13" height="14" viewBox="0 0 13 14" aria-hidden="true" focusable="false">
      <rect x="1.5" y="6" width="10" height="7" rx="1.5" fill={on ? "currentColor" : "none"} stroke="currentColor" stroke-width="1.3" />
      <path d={on ? "M3.5 6V4a3 3 0 0 1 6 0v2" : "M3.5 6V3.6a3 3 0 0 1 5.7-1.2"} fill="none" stroke="currentColor" stroke-width="1.3" />
    </svg>
  );
}
