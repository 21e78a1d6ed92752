// The left panel: the strategy in hand, its preset, the levers in use, and all others by actor.

import { addStrategy, copyStrategy, inUse, model, removeStrategy, setActive, setPolicy, change, release, active, reference, strategies } from "../state/store";
import { useSignal } from "@preact/signals";
import { IDS, leverValue, type Id } from "../state/setting";
import type { Lever, Model } from "../wire";
import { titleByName, titleOf, words } from "../words";
import { Badge } from "../charts/shapes";
import { InfoButton, presetCard } from "./bundle-card";
import { LeverRow } from "./lever";

export function Levers() {
  const text = words.value;
  const shape = model.value;
  const all = strategies.value;
  const strategy = all.find((one) => one.id === active.value) ?? all[0];
  const opened = useSignal<Record<string, boolean>>({});
  if (!shape || !strategy) return null;
  const row = (lever: Lever) => {
    const { value, by, rule } = leverValue(shape, strategy, lever.name);
    const others = all.filter((one) => one !== strategy).map((one) => `${one.id}:${leverValue(shape, one, lever.name).value}`).join(" ");
    return <LeverRow key={lever.name} lever={lever} id={strategy.id} value={value} by={by} rule={rule} others={others} />;
  };
  const policy = shape.policies.find((one) => one.name === strategy.policy);
  const used = inUse.value.map((name) => shape.levers.find((lever) => lever.name === name)).filter((lever): lever is Lever => lever !== undefined);
  const own = Object.keys(strategy.set).length;
  return (
    <div class="panel-inside">
      <div class="hand" style={{ borderColor: `var(--id-${strategy.id})` }}>
        <div class="hand-row" role="group" aria-label={text.editing}>
          {all.map((one) => (
            <button key={one.id} type="button" class="hand-pick" aria-pressed={one.id === strategy.id} aria-label={text.strategy(one.id)} onClick={() => setActive(one.id)}>
              <Badge id={one.id} /> {one.id}
            </button>
          ))}
          {all.length < 4 && <button type="button" class="hand-pick add" aria-label={text.addStrategy} title={text.addStrategy} onClick={addStrategy}>+</button>}
          <span class="grow" />
          {all.length > 1 && <button type="button" class="icon-button" aria-label={text.removeStrategy(strategy.id)} title={text.removeStrategy(strategy.id)} onClick={() => removeStrategy(strategy.id)}>×</button>}
        </div>
        <div class="with-info">
        <label class="field">
          <span class="unseen">{text.preset}</span>
          <select value={strategy.policy} onChange={(event) => setPolicy(strategy.id, event.currentTarget.value)}>
            {shape.policies.map((one) => <option key={one.name} value={one.name}>{titleOf(one)}</option>)}
          </select>
        </label>
        {policy && <InfoButton title={titleOf(policy)} name={presetCard(policy.name)} />}
        </div>
        <div class="hand-row small">
          <span class="own">{own ? text.own(own) : policy?.stress ? text.stress : ""}</span>
          <span class="grow" />
          {own > 0 && <button type="button" class="link" onClick={() => setPolicy(strategy.id, strategy.policy)}>{text.resetAll}</button>}
          <label class="inline">
            {text.copyTo}
            <select aria-label={text.copyTo} value="" onChange={(event) => event.currentTarget.value && copyStrategy(strategy.id, event.currentTarget.value as Id)}>
              <option value=""></option>
              {IDS.filter((id) => id !== strategy.id).map((id) => <option key={id} value={id}>{id}</option>)}
            </select>
          </label>
          <label class="inline">
            {text.reference}
            <select aria-label={text.reference} value={reference.value} onChange={(event) => { const id = event.currentTarget.value as Id; change((was) => ({ ...was, reference: id })); release(); }}>
              {all.map((one) => <option key={one.id} value={one.id}>{one.id}</option>)}
            </select>
          </label>
        </div>
      </div>
      <h3 class="panel-sub">{text.leversInUse}</h3>
      {used.map(row)}
      {groups(shape, new Set(inUse.value), text.together).map((group) => (
        <details key={group.key} class="group" open={opened.value[group.key] ?? false} onToggle={(event) => { const open = event.currentTarget.open; if ((opened.peek()[group.key] ?? false) !== open) opened.value = { ...opened.peek(), [group.key]: open }; }}>
          <summary>{group.title} <span class="count">{group.levers.length}</span></summary>
          {opened.value[group.key] && group.levers.map(row)}
        </details>
      ))}
    </div>
  );
}

/** Levers by who holds them: one actor, or several together. */
function groups(shape: Model, used: Set<string>, together: string): { key: string; title: string; levers: Lever[] }[] {
  const found = new Map<string, Lever[]>();
  for (const lever of shape.levers) {
    if (lever.hidden || used.has(lever.name)) continue;
    const key = lever.actors.join(",");
    found.set(key, [...(found.get(key) ?? []), lever]);
  }
  return [...found].map(([key, levers]) => ({ key, levers, title: key.split(",").map(titleByName).join(together) })).sort((a, b) => a.key.split(",").length - b.key.split(",").length);
}
