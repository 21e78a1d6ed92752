// What breaks it? For the strategy in hand: the box in which it fails most, in words and as limits, other boxes to choose
// from, futures over the two strongest limits; then where the preference turns, and theory worlds.

import { signal } from "@preact/signals";
import { BoxCurve } from "../charts/box-curve";
import { BoxScatter } from "../charts/box-scatter";
import { useWidth } from "../charts/hooks";
import { RangeBars } from "../charts/range-bars";
import { Badge } from "../charts/shapes";
import { Figure } from "../parts/figure";
import { Progress } from "../parts/progress";
import { useExplored } from "../state/explore";
import { ask } from "../state/setting";
import { card, model, state } from "../state/store";
import type { BoxStep, Breaks as Broken, Explored, Model } from "../wire";
import { titleOf, words } from "../words";
import { span, type Language } from "../words/number";
import { Turning, Worlds } from "./breaks-compare";
import { boxRow, conditionOf, groundOf, inputTitle, inputValue, limitOf, measureTitle, partOf, share } from "./explore-read";

export const FUTURES = 2000;

/** The box that the reader chose, and of which answer; any other answer shows its own. */
const picked = signal<{ of: Broken; step: number } | null>(null);

export function Breaks() {
  const text = words.value.explore;
  const now = state.value;
  const shape = model.value;
  const watched = useExplored("/api/breaks", now && { ...ask(now, [FUTURES]), about: now.active });
  if (!now || !shape) return null;
  const { parts } = watched.found;
  const boxes = partOf(parts, "prim");
  const about = now.strategies.find((one) => one.id === now.active);
  const policy = shape.policies.find((one) => one.name === about?.policy);
  return (
    <>
      <h2 class="unseen">{words.value.tabs.breaks}</h2>
      <div class="about">
        <p><Badge id={now.active} /> <b>{text.about(now.active, titleOf(policy))}</b></p>
        <Progress watched={watched} futures={FUTURES} />
      </div>
      <div class={watched.fresh ? "explored" : "explored old"}>
        {boxes ? <Failures part={boxes} shape={shape} language={now.language} /> : watched.found.state === "refused" || watched.found.state === "stopped" ? null : <div class="waiting" aria-hidden="true"><span /><span /><span /></div>}
      </div>
      <div class={watched.fresh ? "explored" : "explored old"}>
        {now.strategies.length < 2 ? boxes && <p class="note">{text.needsTwo}</p> : (
          <>
            {partOf(parts, "tipping") && <Turning part={partOf(parts, "tipping") as Explored} shape={shape} now={now} />}
            {partOf(parts, "worlds") && <Worlds part={partOf(parts, "worlds") as Explored} shape={shape} now={now} />}
          </>
        )}
      </div>
    </>
  );
}

function Failures({ part, shape, language }: { part: Explored; shape: Model; language: Language }) {
  const text = words.value.explore;
  const found = part.breaks[0];
  if (!found) return <p class="headline" id="answer">{part.refused ? text.noThreshold : ""}</p>;
  const measure = measureTitle(shape, found.measure);
  const count = (many: number) => many.toLocaleString(language);
  if (found.steps.length === 0) {
    const said = found.failures === 0 ? text.neverFails(found.id, measure, count(found.futures)) : found.failures === found.futures ? text.alwaysFails(found.id, measure, count(found.futures)) : text.noBox(found.id, measure, count(found.failures), count(found.futures));
    return <p class="headline" id="answer">{said}</p>;
  }
  const at = picked.value?.of === found ? picked.value.step : found.chosen;
  const step = found.steps[at] ?? found.steps[0];
  if (!step) return null;
  return (
    <>
      <p class="headline" id="answer">{sentence(shape, found, step, at, language)}</p>
      <div class="pair">
        <Curve found={found} at={at} shape={shape} language={language} />
        <Limits found={found} step={step} shape={shape} language={language} />
      </div>
      <Scatter found={found} step={step} shape={shape} language={language} />
      <p class="note">{[...weak(shape, found), text.boxMethod].join(" ")}</p>
    </>
  );
}

/** The chosen box in words. */
function sentence(shape: Model, found: Broken, step: BoxStep, at: number, language: Language): string {
  const text = words.value.explore;
  const measure = measureTitle(shape, found.measure);
  const all = share(found.failures / Math.max(1, found.futures));
  if (step.ranges.length === 0) return text.wholeBox(found.id, measure, all);
  const when = step.ranges.map((range) => conditionOf(shape, range, language));
  const [low, high] = step.density_interval;
  return [
    text.breaks(found.id, measure, when),
    text.boxHolds(share(step.coverage), share(step.density), share(low), share(high), all),
    ...(at === found.chosen && found.resamples > 0 ? [text.cameBack(found.same, found.resamples)] : []),
  ].join(" ");
}

/** What weakens the box. */
function weak(shape: Model, found: Broken): string[] {
  const text = words.value.explore;
  const notes: string[] = [];
  const steady = found.steps[found.chosen]?.ranges.filter((range) => 10 * range.came_back >= 9 * Math.max(1, found.resamples)) ?? [];
  if (found.resamples > 0 && 2 * found.same < found.resamples) notes.push(text.unsteady(steady.length ? text.steadyInputs(steady.map((range) => inputTitle(shape, range.input))) : text.noSteadyInput));
  if (found.failures < 50) notes.push(text.fewFailures(found.failures));
  if (found.left_out > 0) notes.push(text.leftOut(String(found.left_out)));
  return notes;
}

interface Part {
  found: Broken;
  shape: Model;
  language: Language;
}

function Curve({ found, at, shape, language }: Part & { at: number }) {
  const text = words.value.explore;
  const [box, width] = useWidth(280);
  const step = found.steps[at];
  const value = step ? text.curveValue(at + 1, found.steps.length, share(step.coverage), share(step.density)) : "";
  const table = { head: [text.limits, text.coverage, text.density, words.value.interval, text.futuresInside], rows: found.steps.map((one) => boxRow(shape, one, language)) };
  return (
    <Figure name="boxes" title={text.figureCurve} plainTitle={text.figureCurve} note={text.curveNote} summary={value} table={() => table} class="first">
      <div ref={box}>
        <BoxCurve steps={found.steps} chosen={at} suggested={found.chosen} width={width} height={214} x={text.curveX} y={text.curveY} label={text.curveLabel} value={value} onChoose={(to) => (picked.value = { of: found, step: to })} />
      </div>
    </Figure>
  );
}

function Limits({ found, step, shape, language }: Part & { step: BoxStep }) {
  const text = words.value.explore;
  const [box, width] = useWidth(310);
  const rows = step.ranges.map((range) => {
    const say = (value: number) => inputValue(shape, range.input, value, language);
    const ground = groundOf(shape, range.input);
    const title = inputTitle(shape, range.input);
    const limit = limitOf(conditionOf(shape, range, language));
    const back = step === found.steps[found.chosen] && found.resamples ? text.backIn(range.came_back, found.resamples) : "";
    return {
      name: range.input, title, limit, ground, back,
      whole: range.whole as [number, number],
      inside: range.inside as [number, number],
      low: say(range.whole[0] ?? 0),
      high: say(range.whole[1] ?? 0),
      within: span(say(range.inside[0] ?? 0), say(range.inside[1] ?? 0), language),
      label: `${title}: ${limit}. ${text.wholeRange}: ${span(say(range.whole[0] ?? 0), say(range.whole[1] ?? 0), language)}. ${text.standsOn}: ${ground.word}. ${back}`,
    };
  });
  const table = { head: [text.assumption, text.wholeRange, text.insideRange, text.standsOn, text.cameBackColumn], rows: rows.map((row) => [row.title, span(row.low, row.high, language), row.within, row.ground.word, row.back]) };
  return (
    <Figure name="limits" title={text.figureRanges} plainTitle={text.figureRanges} note={text.rangesNote} summary={rows.map((row) => row.label).join(" ") || text.noLimits} table={() => table} class="first">
      <div ref={box} class="limits">
        {rows.length ? <RangeBars rows={rows} width={width} onChoose={(name) => (card.value = name)} /> : <p class="hint">{text.noLimits}</p>}
      </div>
    </Figure>
  );
}

function Scatter({ found, step, shape, language }: Part & { step: BoxStep }) {
  const text = words.value.explore;
  const [box, width] = useWidth(612);
  const seen = found.scatter;
  if (!seen) return null;
  const [xTitle, yTitle] = [inputTitle(shape, seen.x), inputTitle(shape, seen.y)];
  // An assumption that the chosen box leaves alone keeps its whole range.
  const side = (name: string): [number, number] | null => (step.ranges.find((range) => range.input === name)?.inside as [number, number] | undefined) ?? null;
  const ends = (of: "x" | "y"): [number, number] => [Math.min(...seen.dots.map((one) => one[of])), Math.max(...seen.dots.map((one) => one[of]))];
  const [x, y] = [side(seen.x), side(seen.y)];
  const frame = x || y ? { x: x ?? ends("x"), y: y ?? ends("y") } : null;
  const failing = seen.dots.filter((one) => one.fails).length;
  const summary = text.scatterSummary(seen.dots.length, failing, xTitle, yTitle);
  const table = () => ({ head: [xTitle, yTitle, words.value.outcome], rows: seen.dots.map((one) => [one.x, one.y, one.fails ? text.fails : text.holdsThere]) });
  return (
    <Figure name="failures" title={text.figureScatter} plainTitle={text.figureScatter} note={text.scatterNote(String(seen.dots.length))} summary={summary} table={table}>
      <div ref={box}>
        <BoxScatter dots={seen.dots} frame={frame} width={width} height={250} xTitle={xTitle} yTitle={yTitle} formatX={(value) => inputValue(shape, seen.x, value, language)} formatY={(value) => inputValue(shape, seen.y, value, language)} fails={text.fails} holds={text.holdsThere} label={summary} />
      </div>
    </Figure>
  );
}
