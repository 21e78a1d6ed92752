// Before and after: what moves when a part of an article is taken for right, in the same futures under the same luck.

import { signal } from "@preact/signals";
import { Badge } from "../charts/shapes";
import { state } from "../state/store";
import type { Impact, ImpactRow } from "../wire";
import { titleByName } from "../words";
import { evidenceWords } from "../words/evidence";
import { DASH, difference, inPercent, plain, shown } from "../words/number";

const every = signal(false);

export function ImpactShown({ found, stale }: { found: Impact; stale: boolean }) {
  const text = evidenceWords.value;
  const language = state.value?.language ?? "en";
  const matter = found.outcomes.filter((one) => one.matters);
  const rows = every.value ? found.outcomes : matter;
  const best = (id: string | null) => id ?? text.nobodyBest;
  return (
    <section class="impact">
      <p class="verdict" role="status">{found.nothing_that_matters ? text.nothingMatters : text.moved(matter.length)}</p>
      {stale && <p class="hint">{text.stale}</p>}
      <p class="hint">{text.result(found.futures.toLocaleString(language), found.settings.map((one) => titleByName(one.split("=")[0] ?? one)).join(", "))}</p>
      {found.reordered.map((one) => <p key={one.name}>{text.bestBefore(titleByName(one.name), best(one.before), best(one.after))}</p>)}
      {found.faults > 0 && <p class="hint">{text.faultsAfter(found.faults)}</p>}
      {rows.length > 0 && (
        <div class="table-box tall" tabIndex={0} role="region" aria-label={text.compare}>
          <table class="data impact-table">
            <caption class="unseen">{text.compare}</caption>
            <thead><tr><th scope="col">{text.outcomeHead}</th><th scope="col">{text.strategyHead}</th><th scope="col">{text.before}</th><th scope="col">{text.after}</th><th scope="col">{text.change}</th><th scope="col">{text.ofSpread}</th></tr></thead>
            <tbody>{rows.map((one) => <Row key={`${one.policy}.${one.outcome}`} one={one} />)}</tbody>
          </table>
        </div>
      )}
      {!every.value && found.outcomes.length > matter.length && <button type="button" class="quiet" onClick={() => (every.value = true)}>{text.allRows(found.outcomes.length)}</button>}
    </section>
  );
}

function Row({ one }: { one: ImpactRow }) {
  const language = state.value?.language ?? "en";
  const percent = inPercent(one.unit, one.without, one.with);
  const value = (number: number | null) => shown(number, one.unit, language, { percent });
  const step = (number: number | null) => difference(number, one.unit, language, { percent, compact: true });
  return (
    <tr data-outcome={one.outcome} data-strategy={one.policy} data-difference={one.difference ?? ""} class={one.matters ? "matters" : undefined}>
      <th scope="row">{titleByName(one.outcome)}</th>
      <td><Badge id={one.policy} /> {one.policy}</td>
      <td>{value(one.without)}</td>
      <td>{value(one.with)}</td>
      <td>{step(one.difference)} [{step(one.low)}, {step(one.high)}]</td>
      <td>{one.of_spread === null ? DASH : `${plain(100 * one.of_spread, language, 2)} %`}</td>
    </tr>
  );
}
