// The rows behind the first tab, as every table and file of it shows them.

import type { Answer, Difference, Model } from "../wire";
import type { Table } from "../parts/figure";
import { titleOf, words } from "../words";
import { difference, inPercent, ofHundred, shown, type Language } from "../words/number";

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
  const head = [text.outcome, ...others.flatMap((id) => [text.differenceOf(id, state.reference), text.interval, text.verdict]), ...ids.map((id) => `${text.inHundred("…")} ${id}`), ...ids.map((id) => `${text.mean} ${id}`)];
  const rows = answer.outcomes.map((one) => {
    const outcome = model.outcomes.find((each) => each.name === one.name);
    const unit = outcome?.unit ?? "1";
    const percent = outcomePercent(model, one.name);
    return [
      titleOf(outcome ?? { name: one.name, title: "", ko: "" }),
      ...others.flatMap((id) => {
        const found = one.differences.find((each) => each.id === id);
        return [difference(found?.mean ?? null, unit, language, { percent }), `${difference(found?.low ?? null, unit, language, { percent })} … ${difference(found?.high ?? null, unit, language, { percent })}`, verdictOf(found, outcome?.better)];
      }),
      ...ids.map((id) => ofHundred(one.strategies.find((each) => each.id === id)?.share ?? null)),
      ...ids.map((id) => shown(one.strategies.find((each) => each.id === id)?.mean ?? null, unit, language, { percent })),
    ];
  });
  return { head, rows };
}

/** Better, worse, undecided; nothing where the outcome has no direction. */
function verdictOf(found: Difference | undefined, better: string | undefined): string {
  const text = words.value;
  if (!found || !better || better === "neither") return "";
  return !found.decided ? text.undecided : (found.mean ?? 0) > 0 === (better === "higher") ? text.better : text.worse;
}
