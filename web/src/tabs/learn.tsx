// What should we find out? For the strategy in hand: on which assumptions its outcome turns, beside what they stand on; which
// of them matters when; whether other methods agree.

import { signal } from "@preact/signals";
import { useWidth } from "../charts/hooks";
import { ScoreBars } from "../charts/score-bars";
import { Badge } from "../charts/shapes";
import { ShareStrip } from "../charts/share-strip";
import { Figure } from "../parts/figure";
import { Progress } from "../parts/progress";
import { useExplored } from "../state/explore";
import { ask, type LabState } from "../state/setting";
import { card, model, state } from "../state/store";
import type { Explored, Model, OverTime, Ranking } from "../wire";
import { briefTitle, titleByName, titleOf, words } from "../words";
import { date, ofHundred, span } from "../words/number";
import { FUTURES } from "./breaks";
import { groundOf, inputTitle, judgedAlone, measureTitle, partOf, share } from "./explore-read";

/** Bars shown. */
const BARS = 8;
/** Assumptions named in the sentence. */
const NAMED = 3;

const measure = signal("");
const variable = signal("");

export function Learn() {
  const text = words.value.explore;
  const now = state.value;
  const shape = model.value;
  const watched = useExplored("/api/findings", now && { ...ask(now, [FUTURES]), about: now.active });
  if (!now || !shape) return null;
  const given = partOf(watched.found.parts, "given_data");
  const about = now.strategies.find((one) => one.id === now.active);
  const policy = shape.policies.find((one) => one.name === about?.policy);
  const ranking = given?.rankings.find((one) => one.measure === measure.value) ?? given?.rankings[0];
  const strip = given?.over_time.find((one) => one.variable === variable.value) ?? given?.over_time[0];
  return (
    <>
      <h2 class="unseen">{words.value.tabs.learn}</h2>
      <div class="about">
        <p><Badge id={now.active} /> <b>{text.about(now.active, titleOf(policy))}</b></p>
        <Progress watched={watched} futures={FUTURES} />
      </div>
      <div class={watched.fresh ? "explored" : "explored old"}>
        {!given && watched.found.state !== "refused" && watched.found.state !== "stopped" && <div class="waiting" aria-hidden="true"><span /><span /><span /></div>}
        {given && <p class="headline" id="answer">{headline(shape, now, given, ranking)}</p>}
        {given && ranking && <Parts given={given} ranking={ranking} shape={shape} now={now} />}
        {given && strip && <Strip all={given.over_time} strip={strip} shape={shape} now={now} />}
      </div>
      <div class={watched.fresh ? "explored" : "explored old"}>
        {ranking && <Methods parts={watched.found.parts} ranking={ranking} shape={shape} />}
      </div>
    </>
  );
}

/** Assumptions whose interval is clear of zero. */
const clear = (ranking: Ranking) => ranking.inputs.filter((one) => one.low !== null && one.low > 0);

function headline(shape: Model, now: LabState, given: Explored, ranking: Ranking | undefined): string {
  const text = words.value.explore;
  if (!ranking) {
    const first = shape.criteria[0]?.name ?? shape.outcomes[0]?.name ?? "";
    return given.refused ? "" : text.sameEverywhere(now.active, measureTitle(shape, first));
  }
  const title = measureTitle(shape, ranking.measure);
  const named = clear(ranking).slice(0, NAMED);
  if (named.length === 0) return text.noneClear(ranking.id, title);
  const judged = named.filter((one) => one.judged).length;
  return [
    text.turnsOn(ranking.id, title, named.map((one, k) => text.partOf(inputTitle(shape, one.input), share(one.value ?? 0), share(one.low ?? 0), share(one.high ?? 0), k === 0))),
    ...(judged > 0 ? [text.judgedOf(judged, named.length)] : []),
  ].filter(Boolean).join(" ");
}

function overTime(shape: Model, now: LabState, strip: OverTime): string {
  const text = words.value.explore;
  const last = strip.times.length - 1;
  // Two are named: one alone often leads by less than luck.
  const leads = (at: number) => strip.inputs.map((name, k) => ({ name, share: strip.shares[k]?.[at] ?? 0 })).filter((one) => one.share > 0).sort((a, b) => b.share - a.share).slice(0, 2).map((one) => inputTitle(shape, one.name));
  const [first, end] = [leads(0), leads(last)];
  if (first.length === 0 || end.length === 0) return "";
  const [from, to] = [whenOf(shape, now, strip.times[0] ?? 0), whenOf(shape, now, strip.times[last] ?? 0)];
  const title = variableTitle(shape, strip.variable);
  return [...first].sort().join() === [...end].sort().join() ? text.overTimeSame(title, first, from, to) : text.overTimeChanges(title, first, from, end, to);
}

const variableTitle = (shape: Model, name: string): string => briefTitle(shape.series.find((one) => one.name === name) ?? shape.variables.find((one) => one.name === name)) || titleByName(name);

const whenOf = (shape: Model, now: LabState, time: number): string => (shape.time.calendar ? date(time, now.language) : String(Number(time.toPrecision(4))));

interface Part {
  shape: Model;
  now: LabState;
}

function Parts({ given, ranking, shape, now }: Part & { given: Explored; ranking: Ranking }) {
  const text = words.value.explore;
  const [box, width] = useWidth(612);
  const speak = now.language;
  const rows = ranking.inputs.slice(0, BARS).filter((one) => one.value !== null).map((one) => {
    const ground = groundOf(shape, one.input);
    const title = inputTitle(shape, one.input);
    const value = share(one.value ?? 0);
    const between = one.low === null || one.high === null ? "" : span(share(one.low), share(one.high), speak);
    return { name: one.input, title, value: one.value ?? 0, low: one.low, high: one.high, text: value, judged: judgedAlone(shape, one.input), ground, between, label: `${title}: ${value}${between && `, ${words.value.interval} ${between}`}. ${ground.word}` };
  });
  const table = { head: [text.assumption, text.methodAlone, words.value.interval, text.standsOn, text.sourcesBehind], rows: rows.map((row) => [row.title, row.text, row.between, row.ground.word, row.ground.sources]) };
  const many = given.rankings.length > 1;
  const tools = many ? (
    <select aria-label={text.partsOf} value={ranking.measure} onChange={(event) => (measure.value = event.currentTarget.value)}>
      {given.rankings.map((one) => <option key={one.measure} value={one.measure}>{measureTitle(shape, one.measure)}</option>)}
    </select>
  ) : undefined;
  const plain = `${text.figureParts}: ${measureTitle(shape, ranking.measure)}, ${now.active}`;
  return (
    <Figure name="parts" title={text.figureParts} plainTitle={plain} note={text.partsNote} summary={rows.map((row) => row.label).join(". ")} table={() => table} tools={tools} class="first">
      <div ref={box}><ScoreBars rows={rows} width={width} onChoose={(name) => (card.value = name)} /></div>
    </Figure>
  );
}

function Strip({ all, strip, shape, now }: Part & { all: OverTime[]; strip: OverTime }) {
  const text = words.value.explore;
  const [box, width] = useWidth(612);
  const rows = strip.inputs.map((name, k) => ({ name, title: inputTitle(shape, name), judged: judgedAlone(shape, name), shares: strip.shares[k] ?? [] }));
  const shown = rows.filter((row) => row.shares.some((one) => one !== null && one >= 0.005));
  const dates = strip.times.map((time) => (shape.time.calendar ? String(Math.floor(time + 1e-6)) : String(Number(time.toPrecision(3)))));
  const title = variableTitle(shape, strip.variable);
  const summary = `${title}. ${overTime(shape, now, strip)}`;
  const table = { head: [text.assumption, ...strip.times.map((time) => whenOf(shape, now, time))], rows: rows.map((row) => [row.title, ...row.shares.map((one) => ofHundred(one))]) };
  const tools = all.length > 1 ? (
    <select aria-label={text.overTimeOf} value={strip.variable} onChange={(event) => (variable.value = event.currentTarget.value)}>
      {all.map((one) => <option key={one.variable} value={one.variable}>{variableTitle(shape, one.variable)}</option>)}
    </select>
  ) : undefined;
  return (
    <Figure name="over-time" title={text.figureOverTime} plainTitle={`${text.figureOverTime}: ${title}, ${now.active}`} note={text.overTimeNote} summary={summary} table={() => table} tools={tools}>
      <p class="verdict plain-weight">{overTime(shape, now, strip)}</p>
      <div ref={box}><ShareStrip rows={shown} dates={dates} width={width} label={summary} /></div>
    </Figure>
  );
}

function Methods({ parts, ranking, shape }: { parts: Explored[]; ranking: Ranking; shape: Model }) {
  const text = words.value.explore;
  const trees = partOf(parts, "features")?.rankings[0];
  const failing = partOf(parts, "regional")?.rankings[0];
  const given = partOf(parts, "given_data")?.rankings.find((one) => one.measure === (trees ?? failing ?? ranking).measure);
  const methods = [{ title: text.methodAlone, of: given }, { title: text.methodTrees, of: trees }, { title: text.methodFailing, of: failing }].filter((one): one is { title: string; of: Ranking } => one.of !== undefined);
  if (methods.length < 2 || !given) return null;
  const place = (of: Ranking, name: string) => of.inputs.findIndex((one) => one.input === name) + 1;
  const names = [...new Set(methods.flatMap((one) => one.of.inputs.slice(0, 5).map((input) => input.input)))];
  const sum = (name: string) => methods.reduce((all, one) => all + (place(one.of, name) || 13), 0);
  names.sort((a, b) => sum(a) - sum(b));
  const cell = (of: Ranking, name: string) => (place(of, name) ? words.value.rank(place(of, name)) : text.notRanked);
  const table = { head: [text.assumption, ...methods.map((one) => one.title)], rows: names.map((name) => [`${judgedAlone(shape, name) ? "~ " : ""}${inputTitle(shape, name)}`, ...methods.map((one) => cell(one.of, name))]) };
  const title = `${text.figureMethods} ${measureTitle(shape, given.measure)}`;
  return (
    <Figure name="methods" drawn={false} title={text.figureMethods} plainTitle={title} note={text.methodsNote} summary={title} table={() => table}>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={text.figureMethods}>
        <table class="data methods">
          <caption class="unseen">{title}</caption>
          <thead><tr>{table.head.map((one) => <th key={one} scope="col">{one}</th>)}</tr></thead>
          <tbody>{names.map((name, k) => <tr key={name}><th scope="row"><button type="button" class="plain" onClick={() => (card.value = name)}>{table.rows[k]?.[0]}</button></th>{methods.map((one) => <td key={one.title} class={place(one.of, name) > 0 && place(one.of, name) <= 3 ? "winner" : ""}>{cell(one.of, name)}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </Figure>
  );
}
