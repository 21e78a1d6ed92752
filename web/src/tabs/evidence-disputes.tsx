// Whose number is right: the best strategy under each of the numbers that sources give, and whether the verdict flips.

import { Refused } from "../parts/refused";
import { useGot } from "../state/got";
import { card, model, state } from "../state/store";
import type { Dispute } from "../wire";
import { titleByName, titleOf } from "../words";
import { evidenceWords } from "../words/evidence";

export function Disputes() {
  const text = evidenceWords.value;
  const now = state.value;
  const { reply, refusal } = useGot<Dispute[]>(now && `/api/model/${encodeURIComponent(now.model)}/disputes`);
  return (
    <div class="disputes">
      <p class="intro">{text.disputesIntro}</p>
      {refusal && <Refused refusal={refusal} />}
      {!reply && !refusal && <><p class="hint" role="status">{text.disputesWait}</p><div class="waiting" aria-hidden="true"><span /><span /></div></>}
      {reply?.length === 0 && <p>{text.noDisputes}</p>}
      {reply?.map((one) => <DisputeBlock key={one.variable} one={one} />)}
    </div>
  );
}

function DisputeBlock({ one }: { one: Dispute }) {
  const text = evidenceWords.value;
  const shape = model.value;
  const language = state.value?.language ?? "en";
  const futures = one.futures.toLocaleString(language);
  const policy = (name: string | null) => (name === null ? text.undecided : titleOf(shape?.policies.find((each) => each.name === name) ?? { name, title: "", ko: "" }));
  return (
    <section class="dispute">
      <h3><button type="button" class="plain" onClick={() => (card.value = one.variable)}>{titleByName(one.variable)}</button></h3>
      <p class="verdict">{one.flips === 0 ? text.flipsNone(futures, one.outcomes.length) : text.flipsSome(futures, one.flips, one.outcomes.length)}</p>
      <ul class="found">{one.alternatives.map((each) => <li key={each.claim} lang="en"><b>{each.value}</b> {each.says}</li>)}</ul>
      <div class="table-box" tabIndex={0} role="region" aria-label={titleByName(one.variable)}>
        <table class="data">
          <caption class="unseen">{titleByName(one.variable)}</caption>
          <thead>
            <tr><th scope="col">{text.outcomeHead}</th><th scope="col">{text.verdictHead}</th>{one.alternatives.map((each) => <th key={each.claim} scope="col">{text.bestIf} <span lang="en">{each.value}</span></th>)}</tr>
          </thead>
          <tbody>
            {one.outcomes.map((outcome) => (
              <tr key={outcome.outcome}>
                <th scope="row">{titleByName(outcome.outcome)}</th>
                <td><span class={`tag verdict-${outcome.verdict}`}>{text.verdicts[outcome.verdict]}</span></td>
                {outcome.sides.map((side, k) => <td key={k}>{policy(side.best)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
