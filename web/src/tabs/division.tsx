// Who does what, by when: milestones on a line of time, tasks with who leads and what they lean on, the state at a date.

import { useWidth } from "../charts/hooks";
import { Badge } from "../charts/shapes";
import { Timeline } from "../charts/timeline";
import { Figure } from "../parts/figure";
import { Refused } from "../parts/refused";
import { useAsked } from "../state/asked";
import { ask, leverValue, type LabState } from "../state/setting";
import { card, change, model, state } from "../state/store";
import type { Model, PathsAnswer, Setting } from "../wire";
import { briefTitle, titleByName, titleOf, words } from "../words";
import { date, inPercent, shown, span } from "../words/number";
import { bandsOf, conditions, isState, reach, shareRange, tasks } from "./division-read";
import { scheduled, ScheduledNote } from "./schedule";

export function Division() {
  const text = words.value;
  const now = state.value;
  const shape = model.value;
  const body = now && shape && shape.series.length ? { ...ask(now, [1000]), variables: shape.series.map((one) => one.name) } : null;
  const { reply, refusal } = useAsked<Setting & { variables: string[] }, PathsAnswer>("/api/paths", body);
  if (!now || !shape) return null;
  return (
    <>
      <h2 class="unseen">{text.tabs.division}</h2>
      <p class="intro">{text.divisionIntro}</p>
      {refusal && <Refused refusal={refusal} />}
      {!reply && !refusal && <div class="waiting" aria-hidden="true"><span /><span /></div>}
      {reply && <Milestones reply={reply} shape={shape} now={now} />}
      {reply && <StateAt reply={reply} shape={shape} now={now} />}
      <Tasks reply={reply} shape={shape} now={now} />
    </>
  );
}

interface Part {
  reply: PathsAnswer;
  shape: Model;
  now: LabState;
}

const whenOf = (shape: Model, now: LabState) => (time: number) => (shape.time.calendar ? date(time, now.language) : String(Number(time.toPrecision(4))));

/** States that are reached or not, with when each strategy gets there. */
function milestones({ reply, shape, now }: Part) {
  const text = words.value;
  const when = whenOf(shape, now);
  const states = shape.series.filter((one) => isState(reply.variables.find((each) => each.name === one.name)?.strategies.flatMap((each) => each.bands) ?? []));
  return states.map((one) => ({
    name: one.name,
    sector: shape.variables.find((each) => each.name === one.name)?.sector ?? "",
    title: briefTitle(one),
    strategies: now.strategies.map((strategy) => {
      const { times } = reach(reply.points, bandsOf(reply, one.name, strategy.id));
      const half = times[2];
      const middle = times[1] != null ? `${text.middleHalf} ${span(when(times[1]), times[3] != null ? when(times[3]) : text.after(when(shape.time.stop)), now.language)}` : "";
      const reached = half != null ? `${text.halfBy} ${when(half)}` : text.notBy(when(shape.time.stop));
      return { id: strategy.id, times, reached, label: `${strategy.id}: ${reached}${middle ? `, ${middle}` : ""}` };
    }),
  }));
}

function Milestones({ reply, shape, now }: Part) {
  const text = words.value;
  const [box, width] = useWidth(612);
  const when = whenOf(shape, now);
  const rows = milestones({ reply, shape, now });
  const goals = shape.levers
    .filter((one) => !one.hidden && one.unit === "year" && one.low > shape.time.start - 50 && one.low > 1000)
    .map((one) => ({ title: titleOf(one), marks: now.strategies.map((strategy) => ({ id: strategy.id, time: leverValue(shape, strategy, one.name).value })).filter((mark) => mark.time < shape.time.stop).map((mark) => ({ ...mark, label: `${mark.id}: ${shown(mark.time, "year", now.language)}` })) }))
    .filter((goal) => goal.marks.length > 0);
  if (rows.length + goals.length === 0) return null;
  const table = {
    head: [text.milestone, ...now.strategies.flatMap((one) => [`${one.id}: ${text.halfBy}`, `${one.id}: ${text.middleHalf}`]), text.conditions],
    rows: [
      ...rows.map((row) => [row.title, ...row.strategies.flatMap((one) => [one.times[2] != null ? when(one.times[2]) : text.notBy(when(shape.time.stop)), one.times[1] != null ? span(when(one.times[1]), one.times[3] != null ? when(one.times[3]) : text.after(when(shape.time.stop)), now.language) : "–"]), conditions(shape, row.name).map(titleByName).join("; ")]),
      ...goals.map((goal) => [goal.title, ...now.strategies.flatMap(({ id }) => [shown(goal.marks.find((mark) => mark.id === id)?.time ?? null, "year", now.language), ""]), ""]),
    ],
  };
  return (
    <Figure name="milestones" title={text.milestones} plainTitle={text.milestones} note={text.milestonesNote} summary={rows.map((row) => `${row.title}: ${row.strategies.map((one) => one.label).join("; ")}`).join(". ")} table={() => table} class="first">
      <div ref={box}><Timeline rows={rows} goals={goals} scheduled={scheduled(shape)} start={shape.time.start} stop={shape.time.stop} at={now.at} width={width} onChoose={(name) => (card.value = name)} /></div>
      <ScheduledNote shape={shape} when={when} />
      {rows.map((row) => (
        <div key={row.name} class="milestone-words">
          <p><b>{row.title}</b>: {row.strategies.map((one, k) => <span key={one.id}>{k > 0 && " · "}<Badge id={one.id} size={12} /> {one.label.slice(one.id.length + 2)}</span>)}</p>
          {conditions(shape, row.name).length > 0 && <p class="hint">{text.conditions}: {conditions(shape, row.name).map((name) => <button key={name} type="button" class="name" onClick={() => (card.value = name)}>{titleByName(name)}</button>)}</p>}
        </div>
      ))}
    </Figure>
  );
}

function StateAt({ reply, shape, now }: Part) {
  const text = words.value;
  const when = whenOf(shape, now);
  const place = reply.points.reduce((best, time, k) => (Math.abs(time - now.at) < Math.abs((reply.points[best] ?? 0) - now.at) ? k : best), 0);
  const at = reply.points[place] ?? now.at;
  const cells = shape.series.map((one) => {
    const all = reply.variables.find((each) => each.name === one.name)?.strategies.flatMap((each) => [...(each.bands[0] ?? []), ...(each.bands[4] ?? [])]) ?? [];
    const percent = inPercent(one.unit, ...all);
    const binary = isState(reply.variables.find((each) => each.name === one.name)?.strategies.flatMap((each) => each.bands) ?? []);
    return {
      name: one.name,
      title: titleOf(one),
      binary,
      values: now.strategies.map((strategy) => {
        const bands = bandsOf(reply, one.name, strategy.id);
        if (binary) return { id: strategy.id, middle: text.reachedIn(shareRange(bands, place, now.language)), range: "" };
        const say = (band: number, compact: boolean) => shown(bands[band]?.[place] ?? null, one.unit, now.language, { percent, compact });
        return { id: strategy.id, middle: say(2, false), range: span(say(1, true), say(3, true), now.language) };
      }),
    };
  });
  // What is reached or not is what a reader looks for first.
  cells.sort((a, b) => Number(b.binary) - Number(a.binary));
  const plainTitle = text.stateAt(when(at));
  const table = { head: [text.quantity, ...now.strategies.flatMap((one) => [one.id, `${one.id}: ${text.middleHalf}`])], rows: cells.map((cell) => [cell.title, ...cell.values.flatMap((value) => [value.middle, value.range])]) };
  return (
    <Figure name="state" title={plainTitle} plainTitle={plainTitle} note={text.stateNote} summary={plainTitle} table={() => table}>
      <label class="date-pick">
        <span>{text.stateAtLabel}</span>
        <input type="range" min={0} max={reply.points.length - 1} step={1} value={place} aria-valuetext={when(at)} onInput={(event) => { const time = reply.points[Number(event.currentTarget.value)]; if (time !== undefined) change((was) => ({ ...was, at: time }), "at", true); }} />
        <output>{when(at)}</output>
      </label>
      <div class="table-box whole" tabIndex={0} role="region" aria-label={plainTitle}>
        <table class="state-table">
          <thead><tr><th scope="col">{text.quantity}</th>{now.strategies.map((one) => <th key={one.id} scope="col"><Badge id={one.id} size={12} /> {one.id}</th>)}</tr></thead>
          <tbody>
            {cells.map((cell) => (
              <tr key={cell.name}>
                <th scope="row"><button type="button" class="plain" onClick={() => (card.value = cell.name)}>{cell.title}</button></th>
                {cell.values.map((value) => <td key={value.id}>{value.middle} {value.range && <small>{value.range}</small>}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}

function Tasks({ reply, shape, now }: Omit<Part, "reply"> & { reply: PathsAnswer | null }) {
  const text = words.value;
  const states = reply ? milestones({ reply, shape, now }) : [];
  const within = (task: string) => states.filter((one) => one.sector === task);
  const actors = (names: string[]) => names.map(titleByName).join(text.together);
  const sector = (name: string) => titleOf(shape.sectors.find((one) => one.name === name));
  const found = tasks(shape);
  const say = (lever: string, id: string) => {
    const one = shape.levers.find((each) => each.name === lever);
    const strategy = now.strategies.find((each) => each.id === id);
    if (!one || !strategy) return "";
    const { value } = leverValue(shape, strategy, lever);
    if (one.unit === "year" && one.low > 1000 && value >= shape.time.stop) return text.noDate(whenOf(shape, now)(shape.time.stop));
    return shown(value, one.unit, now.language, { percent: inPercent(one.unit, one.low, one.high) });
  };
  const dated = (task: (typeof found)[number]) => task.levers.filter((name) => { const one = shape.levers.find((each) => each.name === name); return one?.unit === "year" && one.low > 1000; });
  const ruled = (task: (typeof found)[number]) => now.strategies.flatMap((strategy) => task.levers.map((lever) => ({ id: strategy.id, lever, rule: leverValue(shape, strategy, lever).rule }))).filter((one) => one.rule !== null);
  const table = {
    head: [text.task, text.lead, text.backing, text.dateColumn, text.condition],
    rows: found.map((task) => [sector(task.sector), actors(task.lead), task.backing.map((one) => `${sector(one.sector)} (${actors(one.lead)})`).join("; "), [...within(task.sector).map((row) => `${row.title}: ${row.strategies.map((one) => `${one.id} ${one.reached}`).join(", ")}`), ...dated(task).map((lever) => `${titleByName(lever)}: ${now.strategies.map((one) => `${one.id} ${say(lever, one.id)}`).join(", ")}`)].join("; "), [...within(task.sector).flatMap((row) => conditions(shape, row.name).map(titleByName)), ...ruled(task).map((one) => `${one.id} ${titleByName(one.lever)} = ${one.rule}`)].join("; ")]),
  };
  return (
    <Figure name="tasks" title={text.tasks} plainTitle={text.tasks} note={text.tasksNote} summary={text.tasksNote} table={() => table}>
      <div class="table-box whole" tabIndex={0} role="region" aria-label={text.tasks}>
        <table class="tasks" role="table">
          <thead role="rowgroup"><tr role="row">{table.head.map((cell) => <th key={cell} scope="col" role="columnheader">{cell}</th>)}</tr></thead>
          <tbody role="rowgroup">
            {found.map((task) => (
              <tr key={task.sector} role="row">
                <th scope="row" role="rowheader">{sector(task.sector)}</th>
                <td role="cell" data-head={text.lead}>{actors(task.lead)}</td>
                <td role="cell" data-head={text.backing}>{task.backing.length === 0 ? "–" : task.backing.map((one) => <span key={one.sector} class="line">{sector(one.sector)} <small>{actors(one.lead)}</small></span>)}</td>
                <td role="cell" data-head={text.dateColumn}>{within(task.sector).map((row) => <span key={row.name} class="line"><b>{row.title}</b>: {row.strategies.map((one) => <span key={one.id} class="line"><Badge id={one.id} size={11} /> {one.reached}</span>)}</span>)}{dated(task).length + within(task.sector).length === 0 ? "–" : dated(task).map((lever) => <span key={lever} class="line">{titleByName(lever)}: {now.strategies.map((one) => <span key={one.id}><Badge id={one.id} size={11} /> {say(lever, one.id)} </span>)}</span>)}</td>
                <td role="cell" data-head={text.condition}>{within(task.sector).length > 0 && <span class="line">{within(task.sector).flatMap((row) => conditions(shape, row.name)).map((name) => <button key={name} type="button" class="name" onClick={() => (card.value = name)}>{titleByName(name)}</button>)}</span>}{ruled(task).length + within(task.sector).length === 0 ? "–" : ruled(task).map((one) => <span key={one.id + one.lever} class="line"><Badge id={one.id} size={11} /> {titleByName(one.lever)} <code>{one.rule}</code></span>)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}
