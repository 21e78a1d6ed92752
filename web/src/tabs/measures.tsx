// Does the winner depend on the measure? A row for each idea of robust, the strategies in order; then regret.

import { Badge } from "../charts/shapes";
import { Figure } from "../parts/figure";
import { language } from "../state/store";
import type { Answer } from "../wire";
import { titleOf, words } from "../words";
import { plain } from "../words/number";

export function Measures({ found }: { found: Answer }) {
  const text = words.value;
  const rows = found.robustness;
  const most = Math.max(0, ...rows.map((row) => row.order.length));
  if (most < 2) return null;
  const firsts = new Set(rows.map((row) => row.order[0]));
  const verdict = firsts.size > 1 ? text.winnerDepends(firsts.size) : text.winnerSame(rows[0]?.order[0] ?? "");
  const name = (row: Answer["robustness"][number]) => titleOf({ name: row.measure, title: row.title, ko: row.ko });
  const table = { head: [text.measure, ...Array.from({ length: most }, (_, k) => text.rank(k + 1))], rows: rows.map((row) => [name(row), ...row.order]) };
  return (
    <Figure name="measures" drawn={false} title={text.figureMeasures} plainTitle={text.figureMeasures} note={text.figureMeasuresNote} summary={verdict} table={() => table}>
      <p class="verdict">{verdict}</p>
      <table class="ranks">
        <thead><tr><th scope="col">{text.measure}</th>{Array.from({ length: most }, (_, k) => <th key={k} scope="col">{text.rank(k + 1)}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.measure}>
              <th scope="row">{name(row)}</th>
              {row.order.map((id, k) => <td key={id} class={k === 0 ? "winner" : ""}><Badge id={id} /> {id}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
      {found.regret.length > 1 && (
        <>
          <h4>{text.regret}</h4>
          <p class="hint">{text.regretNote}</p>
          <table class="ranks">
            <thead><tr><th scope="col">{text.strategies}</th><th scope="col">{text.regretMean}</th><th scope="col">{text.regret90}</th></tr></thead>
            <tbody>
              {found.regret.map((one) => (
                <tr key={one.id}>
                  <th scope="row"><Badge id={one.id} /> {one.id}</th>
                  <td>{plain(one.mean, language.value, 2)}</td>
                  <td>{plain(one.p90, language.value, 2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Figure>
  );
}
