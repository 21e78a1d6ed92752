// What a preset or a rival theory is, in a sentence, and all that it sets.

import { card, language, model } from "../state/store";
import type { Model } from "../wire";
import { longText, titleByName, titleOf, words } from "../words";
import { inPercent, shown } from "../words/number";

/** Cards of presets and of worlds stand under names of their own: a quantity may be called the same. */
export const presetCard = (name: string): string => `preset:${name}`;
export const worldCard = (name: string): string => `world:${name}`;

export const isBundle = (name: string): boolean => /^(preset|world):/.test(name);

export function BundleCard({ name, headingId }: { name: string; headingId: string }) {
  const text = words.value;
  const shape = model.value;
  const [kind = "", own = ""] = name.split(/:(.*)/s);
  if (!shape) return null;
  const preset = kind === "preset" ? shape.policies.find((one) => one.name === own) : undefined;
  const world = kind === "world" ? shape.worlds.find((one) => one.name === own) : undefined;
  const bundle = preset ?? world;
  if (!bundle) return null;
  const rows = preset ? preset.settings.map((one) => ({ name: one.lever, said: said(shape, one.lever, one.value), rule: one.kind === "constant" ? "" : one.text })) : (world?.settings ?? []).map((one) => ({ name: one.name, said: said(shape, one.name, one.value), rule: "" }));
  return (
    <article class="card">
      <p class="eyebrow">{preset ? `${text.preset}${preset.stress ? ` · ${text.stress}` : ""}` : text.world}</p>
      <h2 id={headingId}>{titleOf(bundle)}</h2>
      {longText(bundle) && <p>{longText(bundle)}</p>}
      <h3>{text.bundleSets}</h3>
      {rows.length === 0 ? <p class="hint">{text.bundleNone}</p> : (
        <dl class="facts bundle">
          {rows.map((row) => (
            <div key={row.name}>
              <dt><button type="button" class="plain" onClick={() => (card.value = row.name)}>{titleByName(row.name)}</button></dt>
              <dd>{row.rule ? <>{text.rule} <code class="equation">{row.rule}</code></> : row.said}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}

function said(shape: Model, name: string, value: number | null): string {
  const one = shape.levers.find((each) => each.name === name) ?? shape.uncertainties.find((each) => each.name === name);
  return one && value !== null ? shown(value, one.unit, language.value, { percent: inPercent(one.unit, one.low, one.high), digits: 4 }) : "–";
}

/** A small `i` beside a choice: what is this? */
export function InfoButton({ title, name }: { title: string; name: string }) {
  const what = words.value.whatIs(title);
  return <button type="button" class="icon-button info" aria-label={what} title={what} onClick={() => (card.value = name)}><span aria-hidden="true">i</span></button>;
}
