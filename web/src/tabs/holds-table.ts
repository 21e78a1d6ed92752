// The rows behind the first tab, as every table and file of it shows them.

import type { Answer, Difference, Model } from "../wire";
import type { Table } from "../parts/figure";
import { briefTitle, titleOf, words } from "../words";
import { difference, inPercent, ofHundred, shown, span, type Language } from "../words/number";

/** Whether an outcome's numbers read as per cent. */
export function outcomePercent(model: Model, name: string): boolean {
  const outcome = model.outcomes.find((one) => one.name === name);
  return outcome?.acceptable ? inPercent(outcome.unit, outcome.acceptable.value) : false;
}

/** What a view of an answer needs to know beside the answer itself. */
export interface View {
  language: Language;
  reference: string;
  strategies: { id: string }[];
}

/** Outcomes by strategy: paired differences first, then acceptable shares, then levels. */
export function outcomeTable(model: Model, answer: Answer, state: View): Table {
  const text = words.value;
  const language: Language = state.language;
  const ids = state.strategies.map((one) => one.id);
  const others = ids.filter((id) => id !== state.reference);
  const head = [text.outcome, ...others.flatMap((id) => [text.differenceOf(id, state.reference), text.interval, text.verdict]), ...ids.map((id) => text.acceptableOf(id)), ...ids.map((id) => `${id}, ${text.mean}`)];
  const rows = answer.outcomes.map((one) => {
    const outcome = model.outcomes.find((each) => each.name === one.name);
    const unit = outcome?.unit ?? "1";
    const percent = outcomePercent(model, one.name);
    return [
      briefTitle(outcome ?? { name: one.name, title: "", ko: "" }),
      ...others.flatMap((id) => {
        const found = one.differences.find((each) => each.id === id);
        return [difference(found?.mean ?? null, unit, language, { percent, compact: true }), span(difference(found?.low ?? null, unit, language, { percent, compact: true }), difference(found?.high ?? null, unit, language, { percent, compact: true }), language), verdictOf(found, outcome?.better)];
      }),
      ...ids.map((id) => ofHundred(one.strategies.find((each) => each.id === id)?.share ?? null)),
      ...ids.map((id) => shown(one.strategies.find((each) => each.id === id)?.mean ?? null, unit, language, { percent, compact: true })),
    ];
  });
  return { head, rows };
}

/** The same for other programs: a row for each outcome and strategy, numbers bare and in the unit beside them. */
export function outcomeRows(model: Model, answer: Answer, state: View): Table {
  const text = words.value;
  const head = [text.outcome, text.cardName, text.cardUnit, text.strategies, text.mean, text.shareColumn, text.differenceColumn(state.reference), `${text.interval} −`, `${text.interval} +`, text.verdict];
  const rows = answer.outcomes.flatMap((one) => {
    const outcome = model.outcomes.find((each) => each.name === one.name);
    return state.strategies.map(({ id }) => {
      const level = one.strategies.find((each) => each.id === id);
      const found = one.differences.find((each) => each.id === id);
      return [titleOf(outcome ?? { name: one.name, title: "", ko: "" }), one.name, outcome?.unit ?? "1", id, level?.mean ?? null, level?.share ?? null, found?.mean ?? null, found?.low ?? null, found?.high ?? null, verdictOf(found, outcome?.better)];
    });
  });
  return { head, rows };
}

/** Better, worse, undecided; nothing where the outcome has no direction. */
function verdictOf(found: Difference | undefined, better: string | undefined): string {
  const text = words.value;
  if (!found || !better || better === "neither") return "";
  return !found.decided ? text.undecided : (found.mean ?? 0) > 0 === (better === "higher") ? text.better : text.worse;
}
