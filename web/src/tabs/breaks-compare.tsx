// The second half of "What breaks it?": the values at which the preference between strategies turns, and what comes first
// where one theory is right.

import { useWidth } from "../charts/hooks";
import { Badge } from "../charts/shapes";
import { TurnBars } from "../charts/turn-bars";
import { Figure } from "../parts/figure";
import type { LabState } from "../state/setting";
import { card, change, release } from "../state/store";
import type { Explored, Model } from "../wire";
import { titleOf, words } from "../words";
import { ofHundred, span } from "../words/number";
import { inputOf, inputTitle, inputValue, measureTitle, measureValue } from "./explore-read";

interface Part {
  part: Explored;
  shape: Model;
  now: LabState;
}

export function Turning({ part, shape, now }: Part) {
  const text = words.value.explore;
  const [box, width] = useWidth(612);
  const speak = now.language;
  const all = part.turns.flatMap((of) => of.turns.map((turn) => {
    const [above, below] = turn.first_above ? [of.id, now.reference] : [now.reference, of.id];
    const say = (value: number | null) => inputValue(shape, turn.input, value, speak);
    const input = inputOf(shape, turn.input);
    const title = inputTitle(shape, turn.input);
    const said = text.firmTurn(measureTitle(shape, of.measure), above, below, title, say(turn.at), say(turn.low), say(turn.high), ofHundred(turn.returns));
    return { of, turn, above, below, say, input, title, said };
  }));
  if (part.turns.length === 0) return null;
  const sentences = part.turns.map((of) => {
    const measure = measureTitle(shape, of.measure);
    const firm = all.filter((one) => one.of === of && one.turn.firm).slice(0, 1).map((one) => one.said);
    return of.refused ? text.alike(measure, of.id, now.reference) : firm.length ? firm[0] : text.noFirmTurn(measure, of.id, now.reference);
  });
  const table = {
    head: [words.value.outcome, text.assumption, text.turnsAt, words.value.interval, text.betterBelow, text.betterAbove, text.firm],
    rows: all.map(({ of, turn, above, below, say, title }) => [measureTitle(shape, of.measure), title, say(turn.at), span(say(turn.low), say(turn.high), speak), below, above, turn.firm ? text.firm : text.notFirm]),
  };
  return (
    <Figure name="turns" title={text.figureTurns} plainTitle={text.figureTurns} note={text.turnsNote} summary={sentences.join(" ")} table={() => table}>
      <div ref={box}>
        {part.turns.map((of, k) => {
          const rows = all.filter((one) => one.of === of && one.turn.at !== null);
          return (
            <div key={`${of.id}${of.measure}`} class="turning">
              <p class="verdict plain-weight">{sentences[k]}</p>
              {rows.length > 0 && (
                <TurnBars
                  width={width}
                  better={text.betterHere}
                  onChoose={(name) => (card.value = name)}
                  rows={rows.map(({ turn, above, below, say, input, title, said }) => ({
                    name: turn.input, title, above, below, firm: turn.firm,
                    whole: [input?.low ?? turn.at ?? 0, input?.high ?? turn.at ?? 1],
                    at: turn.at ?? 0, low: turn.low ?? turn.at ?? 0, high: turn.high ?? turn.at ?? 0,
                    value: say(turn.at), lowest: say(input?.low ?? null), highest: say(input?.high ?? null),
                    label: `${turn.firm ? text.firm : text.notFirm}. ${said}`,
                  }))}
                />
              )}
            </div>
          );
        })}
      </div>
    </Figure>
  );
}

export function Worlds({ part, shape, now }: Part) {
  const text = words.value.explore;
  const found = part.worlds;
  if (!found) return null;
  const speak = now.language;
  const measure = measureTitle(shape, found.measure);
  const [sampled, ...worlds] = found.rows;
  const first = sampled?.first ?? null;
  const said = first === null
    ? text.firstOpen(measure, worlds.filter((row) => row.first !== null).length, worlds.length)
    : worlds.every((row) => row.first === first) ? text.firstSame(measure, first, worlds.length) : text.firstChanges(measure, first, worlds.filter((row) => row.first !== first).length, worlds.length);
  const nameOf = (world: string | null) => (world === null ? text.asSampled : titleOf(shape.worlds.find((one) => one.name === world)));
  const unit = shape.criteria.some((one) => one.name === found.measure) ? text.ofHundred : "";
  const table = { head: [words.value.world, ...found.strategies.map((id) => `${id} ${unit}`.trim()), text.first], rows: found.rows.map((row) => [nameOf(row.world), ...row.values.map((value) => measureValue(shape, found.measure, value, speak)), row.first ?? words.value.undecided]) };
  const go = (world: string | null) => { change((was) => ({ ...was, world })); release(); };
  return (
    <Figure name="worlds" drawn={false} title={text.figureWorlds} plainTitle={text.figureWorlds} note={text.worldsNote(String(found.futures))} summary={said} table={() => table}>
      <p class="verdict plain-weight">{said}</p>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={text.figureWorlds}>
        <table class="data worlds-table">
          <caption class="unseen">{`${text.figureWorlds}: ${measure}`}</caption>
          <thead>
            <tr><th scope="col">{words.value.world}</th>{found.strategies.map((id) => <th key={id} scope="col"><Badge id={id} /> {id} {unit}</th>)}<th scope="col">{text.first}</th></tr>
          </thead>
          <tbody>
            {found.rows.map((row) => (
              <tr key={row.world ?? ""}>
                <th scope="row">{row.world === null || now.world === row.world ? nameOf(row.world) : <button type="button" class="plain" onClick={() => go(row.world)}>{nameOf(row.world)}</button>}</th>
                {row.values.map((value, k) => <td key={k} class={row.first === found.strategies[k] ? "winner" : ""}>{measureValue(shape, found.measure, value, speak)}</td>)}
                <td>{row.first ? <><Badge id={row.first} /> {row.first}</> : <span class="hint">{words.value.undecided}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}
