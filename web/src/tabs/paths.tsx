// Paths: how up to three quantities run under each strategy, with their paired difference and what drives them.

import { DifferencePath } from "../charts/difference-path";
import { FanChart } from "../charts/fan";
import { useWidth } from "../charts/hooks";
import { Badge } from "../charts/shapes";
import { Figure } from "../parts/figure";
import { Refused } from "../parts/refused";
import { useAsked } from "../state/asked";
import { ask, withCourse } from "../state/setting";
import { card, change, model, state } from "../state/store";
import type { Model, PathsAnswer, Setting } from "../wire";
import { titleByName, titleOf, words } from "../words";
import { date, difference, inPercent, shown, span, type Language } from "../words/number";
import { scheduled, ScheduledNote } from "./schedule";

const FUTURES = 1000;

export function Paths() {
  const text = words.value;
  const now = state.value;
  const shape = model.value;
  const body = now && { ...ask(now, [FUTURES]), variables: now.paths };
  const { reply, refusal } = useAsked<Setting & { variables: string[] }, PathsAnswer>("/api/paths", body && body.variables.length ? body : null);
  const [box, width] = useWidth(612);
  if (!now || !shape) return null;
  const set = (paths: string[]) => change((was) => ({ ...was, paths }), null, true);
  return (
    <div ref={box}>
      <h2 class="unseen">{text.tabs.paths}</h2>
      <div class="picks">
        <span class="hint">{text.pathsChoose}</span>
        {now.paths.map((name) => (
          <span key={name} class="pick">{titleByName(name)} <button type="button" class="icon-button" aria-label={text.removePath(titleByName(name))} disabled={now.paths.length < 2} onClick={() => set(now.paths.filter((one) => one !== name))}>×</button></span>
        ))}
        {now.paths.length < 3 && (
          <select aria-label={text.addPath} value="" onChange={(event) => event.currentTarget.value && set([...now.paths, event.currentTarget.value])}>
            <option value="">+ {text.addPath}</option>
            {shape.series.filter((one) => !now.paths.includes(one.name)).map((one) => <option key={one.name} value={one.name}>{titleOf(one)}</option>)}
            {others(shape, now.paths).map(({ sector, names }) => <optgroup key={sector} label={titleOf(shape.sectors.find((one) => one.name === sector)) || text.allChapters}>{names.map((name) => <option key={name} value={name}>{titleByName(name)}</option>)}</optgroup>)}
          </select>
        )}
      </div>
      {refusal && <Refused refusal={refusal} />}
      {!reply && !refusal && <div class="waiting" aria-hidden="true"><span /><span /></div>}
      {reply?.variables.filter((one) => now.paths.includes(one.name)).map((one) => <PathFigure key={one.name} one={one} points={reply.points} shape={shape} width={width} />)}
      {reply && <p class="note">{text.pathsNote} {text.cursorHint}.</p>}
      <ScheduledNote shape={shape} when={(time) => date(time, now.language)} />
    </div>
  );
}

/** What is not recorded but runs over time too, by chapter. */
function others(shape: Model, taken: string[]): { sector: string; names: string[] }[] {
  const sectorOf = new Map(shape.variables.map((one) => [one.name, one.sector]));
  const found = new Map<string, string[]>();
  for (const name of withCourse(shape).slice(shape.series.length)) {
    if (taken.includes(name)) continue;
    const sector = sectorOf.get(name) ?? "";
    found.set(sector, [...(found.get(sector) ?? []), name]);
  }
  return [...found].map(([sector, names]) => ({ sector, names }));
}

function PathFigure({ one, points, shape, width }: { one: PathsAnswer["variables"][number]; points: number[]; shape: Model; width: number }) {
  const text = words.value;
  const now = state.value;
  if (!now) return null;
  const language: Language = now.language;
  const unit = shape.series.find((each) => each.name === one.name)?.unit ?? shape.variables.find((each) => each.name === one.name)?.unit ?? "1";
  const sizes = one.strategies.flatMap((each) => [...(each.bands[0] ?? []), ...(each.bands[4] ?? [])]);
  const percent = inPercent(unit, ...sizes);
  const format = (value: number) => shown(value, unit, language, { percent, digits: 3 });
  const brief = (value: number) => shortened(value, unit, language, percent);
  const when = (time: number) => (shape.time.calendar ? date(time, language) : String(Number(time.toPrecision(4))));
  const title = titleByName(one.name);
  const place = points.reduce((best, time, k) => (Math.abs(time - now.at) < Math.abs((points[best] ?? 0) - now.at) ? k : best), 0);
  const at = points[place] ?? now.at;
  const other = now.strategies.find((each) => each.id !== now.reference);
  const heldKey = `${one.name}|${now.strategies.map((each) => each.id + each.policy).join()}|${now.world ?? ""}`;
  const table = {
    head: [text.at, ...one.strategies.flatMap((each) => ["5 %", "25 %", "50 %", "75 %", "95 %"].map((name) => `${each.id} ${name}`))],
    rows: points.map((time, k) => [when(time), ...one.strategies.flatMap((each) => each.bands.map((band) => band[k] ?? null))]),
  };
  const reading = one.strategies.map((each) => ({ id: each.id, middle: each.bands[2]?.[place] ?? null, low: each.bands[1]?.[place] ?? null, high: each.bands[3]?.[place] ?? null }));
  const summary = `${when(at)}: ${reading.map((each) => `${each.id} ${text.median} ${each.middle === null ? "–" : format(each.middle)}`).join("; ")}`;
  return (
    <Figure name={`path-${one.name}`} title={title} plainTitle={title} summary={summary} table={() => table} tools={<button type="button" class="quiet" onClick={() => (card.value = one.name)}>{text.drives}</button>}>
      <p class="reading-line">
        <b>{when(at)}</b>
        {reading.map((each) => (
          <span key={each.id}><Badge id={each.id} /> {each.middle === null ? "–" : format(each.middle)} <span class="hint">({each.low === null || each.high === null ? "–" : span(format(each.low), format(each.high), language)})</span></span>
        ))}
      </p>
      <FanChart points={points} strategies={one.strategies} width={width} height={now.paths.length > 1 ? 220 : 300} heldKey={heldKey} format={brief} when={when} marks={scheduled(shape)} at={at} label={`${title}. ${text.cursorHint}`} onAt={(time) => change((was) => ({ ...was, at: time }), "at", true)} />
      {one.difference && other && (
        <>
          <p class="sub-title"><Badge id={other.id} /> {text.pathsDifference(other.id, now.reference)} · <span class="hint">{text.pathsDifferenceNote}</span> <b>{difference(one.difference.mean[place] ?? null, unit, language, { percent })}</b></p>
          <DifferencePath points={points} difference={one.difference} id={other.id} width={width} height={88} heldKey={heldKey} at={at} format={(value) => difference(value, unit, language, { percent })} label={`${text.pathsDifference(other.id, now.reference)}: ${title}, ${when(at)} ${difference(one.difference.mean[place] ?? null, unit, language, { percent })}`} />
        </>
      )}
    </Figure>
  );
}

/** An axis has no room for "a year". */
function shortened(value: number, unit: string, language: Language, percent: boolean): string {
  return shown(value, unit.split("/")[0] === "1" ? "1" : (unit.split("/")[0] ?? "1"), language, { percent, digits: 2 });
}
