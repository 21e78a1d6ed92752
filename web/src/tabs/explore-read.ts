// What the exploring tabs read from answers: titles, values, conditions and sources, as people write them.

import type { GroundShown } from "../charts/ground";
import type { BoxRange, BoxStep, Explored, Model, Uncertainty } from "../wire";
import { briefTitle, titleByName, titleOf, words } from "../words";
import type { Condition } from "../words/explore";
import { inPercent, ofHundred, plain, shown, span, type Language } from "../words/number";

/** An assumption as the model declares it. */
export const inputOf = (model: Model, name: string): Uncertainty | undefined => model.uncertainties.find((one) => one.name === name);

/** Its title without explanation; the whole one where others begin alike. */
export function inputTitle(model: Model, name: string): string {
  const input = inputOf(model, name) ?? { name, title: "", ko: "" };
  const brief = briefTitle(input);
  return model.uncertainties.some((one) => one.name !== name && briefTitle(one) === brief) ? titleOf(input) : brief;
}

/** A value of it with its unit. */
export function inputValue(model: Model, name: string, value: number | null, language: Language): string {
  const input = inputOf(model, name);
  // Worths and precisions have no unit that anybody knows: the number and its range say what there is to say.
  if (!input || /\butil\b/.test(input.unit)) return plain(value, language);
  return shown(value, input.unit, language, { percent: inPercent(input.unit, input.low, input.high), digits: 3, compact: true });
}

/** The title of a criterion or an outcome. */
export function measureTitle(model: Model, name: string): string {
  const known = model.criteria.find((one) => one.name === name) ?? model.outcomes.find((one) => one.name === name);
  return known ? briefTitle(known) : titleByName(name);
}

/** A value of a measure: futures of a hundred for a criterion, else in its unit. */
export function measureValue(model: Model, name: string, value: number | null, language: Language): string {
  if (model.criteria.some((one) => one.name === name)) return value === null ? ofHundred(null) : ofHundred(value / 100);
  const outcome = model.outcomes.find((one) => one.name === name);
  return outcome ? shown(value, outcome.unit, language, { percent: outcome.acceptable ? inPercent(outcome.unit, outcome.acceptable.value) : false, digits: 3, compact: true }) : plain(value, language);
}

/** What a box says of one assumption. */
export function conditionOf(model: Model, range: BoxRange, language: Language): Condition {
  const say = (value: number) => inputValue(model, range.input, value, language);
  const title = inputTitle(model, range.input);
  const [low, high] = range.inside;
  if (range.among.length) return { title, kind: "is", low: range.among.map(say).join(language === "ko" ? " 또는 " : " or "), high: "" };
  const [least, most] = range.whole;
  const kind = low > least ? (high < most ? "between" : "above") : "below";
  return { title, kind, low: say(low), high: say(high) };
}

/** The same in two words. */
export function limitOf(condition: Condition): string {
  const text = words.value.explore;
  return { above: text.above(condition.low), below: text.below(condition.high), between: text.between(condition.low, condition.high), is: condition.low }[condition.kind];
}

/** What stands behind an assumption's range. */
export function groundOf(model: Model, name: string): GroundShown {
  const text = words.value;
  const input = inputOf(model, name);
  const claims = model.claims.filter((claim) => input?.claims.includes(claim.name));
  const sources = new Set(claims.flatMap((claim) => claim.found.map((found) => found.source)));
  const names = new Set(model.sources.filter((source) => sources.has(source.name)).map((source) => source.publisher ?? source.title));
  const basis = input?.basis ?? "judgement";
  return { basis, word: basis === "judgement" ? `~ ${text.explore.judgementAlone}` : text.basis[basis], sources: [...names].join(", ") };
}

/** Whether nothing but judgement stands behind it. */
export const judgedAlone = (model: Model, name: string): boolean => (inputOf(model, name)?.basis ?? "judgement") === "judgement";

/** One part of an exploration. */
export const partOf = (parts: Explored[], analysis: string): Explored | undefined => parts.find((one) => one.analysis === analysis);

/** A share as futures of a hundred. */
export const share = (value: number): string => ofHundred(value);

/** A box's numbers as a row of a table. */
export function boxRow(model: Model, step: BoxStep, language: Language): string[] {
  const limits = step.ranges.map((range) => { const one = conditionOf(model, range, language); return `${one.title}: ${limitOf(one)}`; });
  return [limits.join("; ") || words.value.explore.noLimits, share(step.coverage), share(step.density), span(share(step.density_interval[0]), share(step.density_interval[1]), language), String(step.futures)];
}
