// What holds up? One paragraph, two charts, then the rest: thresholds, robustness measures, regret.

import { computed, signal } from "@preact/signals";
import { Below } from "../parts/below";
import { DifferencesChart, type DifferenceRow } from "../charts/differences";
import { DotsChart } from "../charts/dots";
import { useWidth } from "../charts/hooks";
import { SharesChart } from "../charts/shares";
import { Badge } from "../charts/shapes";
import { ThresholdAxis } from "../charts/threshold";
import { Figure } from "../parts/figure";
import { addStrategy, answer, answered, change, language, model, release, thresholds } from "../state/store";
import type { Answer, Model, Outcome } from "../wire";
import { briefTitle, titleOf, words } from "../words";
import { difference, ofHundred, shown, span } from "../words/number";
import { outcomePercent, outcomeTable, type View } from "./holds-table";
import { Measures } from "./measures";

const chosen = signal<string | null>(null);

/** What the answer on the screen belongs to; a lever that moves ahead of its answer changes nothing here. */
const view = computed<(View & { thresholds: Record<string, number> }) | null>(() => {
  const setting = answered.value;
  return setting && { language: language.value, reference: setting.reference, strategies: setting.strategies, thresholds: thresholds.value };
});

export function Holds() {
  const now = view.value;
  const shape = model.value;
  const found = answer.value;
  const text = words.value;
  if (!shape) return null;
  if (!found || !now) return <div class="waiting" aria-hidden="true"><span /><span /><span /></div>;
  return (
    <>
      <h2 class="unseen">{text.tabs.holds}</h2>
      <Headline found={found} now={now} />
      <Differences found={found} now={now} shape={shape} />
      <Dots found={found} now={now} shape={shape} />
      <Below>
        <Shares found={found} now={now} shape={shape} />
        <Measures found={found} />
      </Below>
    </>
  );
}

interface Part {
  found: Answer;
  now: NonNullable<typeof view.value>;
  shape: Model;
}

function Headline({ found, now }: Omit<Part, "shape">) {
  return <p class="headline" id="answer">{found.headline[now.language] || found.headline.en}</p>;
}

const heldKey = () => {
  const setting = answered.value;
  return setting ? `${setting.model}|${setting.reference}|${setting.strategies.map((one) => one.id + one.policy).join()}|${setting.world ?? ""}` : "";
};

function Differences({ found, now, shape }: Part) {
  const text = words.value;
  const [box, width] = useWidth(612);
  const reference = now.reference;
  const table = () => outcomeTable(shape, found, now);
  const rows: DifferenceRow[] = [];
  for (const one of found.outcomes) {
    const outcome = shape.outcomes.find((each) => each.name === one.name);
    if (!outcome || outcome.better === "neither" || one.differences.length === 0) continue;
    const percent = outcomePercent(shape, one.name);
    const level = one.strategies.find((each) => each.id === reference);
    const widest = Math.max(...one.differences.map((each) => Math.max(Math.abs(each.low ?? 0), Math.abs(each.high ?? 0))));
    const spread = level && level.p95 !== null && level.p05 !== null && level.p95 > level.p05 ? level.p95 - level.p05 : widest || 1;
    rows.push({
      name: one.name,
      title: briefTitle(outcome),
      whole: titleOf(outcome),
      spread,
      lowerIsBetter: outcome.better === "lower",
      chosen: chosen.value === one.name,
      differences: one.differences.map((each) => {
        const amount = difference(each.mean, outcome.unit, now.language, { percent, compact: true });
        const up = (each.mean ?? 0) > 0 === (outcome.better === "higher");
        return { ...each, text: amount, label: `${text.differenceOf(each.id, reference)}: ${amount}, ${!each.decided ? text.undecided : up ? text.better : text.worse}` };
      }),
    });
  }
  const title = <>{text.figureDifferences} <Badge id={reference} /> {reference}</>;
  const plain = `${text.figureDifferences} ${reference}`;
  return (
    <Figure name="differences" title={title} plainTitle={plain} note={`${text.figureDifferencesNote} ${weightsNote(found)}`} summary={rows.map((row) => `${row.title}: ${row.differences.map((one) => one.label).join("; ")}`).join(". ")} table={table} class="first">
      <div ref={box} data-memo>
        {rows.length ? <DifferencesChart rows={rows} width={width} heldKey={heldKey()} better={text.better} worse={text.worse} onChoose={(name) => (chosen.value = chosen.value === name ? null : name)} /> : (
          <div class="empty"><p>{text.onlyOne}</p><button type="button" class="solid" onClick={addStrategy}>{text.addB}</button></div>
        )}
      </div>
    </Figure>
  );
}

/** What the verdicts have been tested on so far. */
function weightsNote(found: Answer): string {
  const text = words.value;
  if (found.outcomes.every((one) => one.differences.length === 0)) return "";
  if (!found.tested) return text.testedSampling;
  return found.tested.weights === 0 ? "" : text.testedWeights(found.tested.taken_back, found.tested.decided);
}

/** Thresholds beside the dots: the criterion's own outcomes, or the one the reader chose. */
function listed(shape: Model, found: Answer): Outcome[] {
  const names = shape.criteria[0]?.outcomes ?? [];
  const own = names.map((name) => shape.outcomes.find((one) => one.name === name)).filter((one): one is Outcome => one?.acceptable != null);
  const extra = shape.outcomes.find((one) => one.name === chosen.value && one.acceptable);
  const all = extra && !own.includes(extra) ? [...own.slice(0, 3), extra] : own;
  return all.filter((one) => found.outcomes.some((each) => each.name === one.name)).slice(0, 4);
}

function Dots({ found, now, shape }: Part) {
  const text = words.value;
  const [box, width] = useWidth(612);
  const criterion = shape.criteria[0];
  const shares = found.criteria.find((one) => one.name === criterion?.name)?.strategies ?? [];
  const fields = found.dots.map((one) => {
    const share = shares.find((each) => each.id === one.id);
    const met = [...one.states].filter((each) => each === "1").length;
    const inside = share ? text.inHundred(ofHundred(share.share)) : "";
    const range = share && share.share_low !== null && share.share_high !== null ? span((share.share_low * 100).toFixed(0), (share.share_high * 100).toFixed(0), now.language) : "";
    return { id: one.id, states: one.states, share: inside, count: ofHundred(share?.share ?? null), range, interval: range ? `${text.interval}: ${range}` : "", label: `${text.dotsSummary(one.id, met, one.states.length)}. ${inside}, ${text.interval} ${range}` };
  });
  const side = width > 460;
  const dotsWidth = side ? Math.min(width * 0.5, Math.max(1, fields.length) * 134 - 14) : width;
  const axes = listed(shape, found);
  const axisWidth = side ? Math.max(180, width - dotsWidth - 26) : width;
  const table = { head: [text.strategies, text.inHundred("…"), text.interval], rows: fields.map((one) => [one.id, one.share, one.interval]) };
  return (
    <Figure name="futures" title={text.figureDots} plainTitle={text.figureDots} note={text.figureDotsNote(criterion ? titleOf(criterion) : "", criterion?.outcomes.length ?? 0)} summary={fields.map((one) => one.label).join(". ")} table={() => table}>
      <div ref={box} class={side ? "dots-and-lines side" : "dots-and-lines"}>
        <div data-memo style={{ width: `${dotsWidth}px` }}><DotsChart fields={fields} width={dotsWidth} /></div>
        <div class="lines" style={{ width: `${axisWidth}px` }}>
          <p class="lines-title">{text.dragThresholds}</p>
          {axes.map((outcome) => <Axis key={outcome.name} outcome={outcome} found={found} now={now} shape={shape} width={axisWidth} />)}
        </div>
      </div>
    </Figure>
  );
}

export function Axis({ outcome, found, now, shape, width }: Part & { outcome: Outcome; width: number }) {
  const text = words.value;
  if (!outcome.acceptable) return null;
  const percent = outcomePercent(shape, outcome.name);
  const title = briefTitle(outcome);
  const own = outcome.acceptable.value;
  return (
    <ThresholdAxis
      name={outcome.name}
      title={title}
      levels={found.outcomes.find((one) => one.name === outcome.name)?.strategies ?? []}
      acceptable={outcome.acceptable}
      threshold={now.thresholds[outcome.name] ?? own}
      width={width}
      heldKey={heldKey()}
      format={(value) => shown(value, outcome.unit, now.language, { percent })}
      label={text.threshold(title)}
      onMove={(value) => change((was) => ({ ...was, thresholds: { ...was.thresholds, [outcome.name]: Number(value.toPrecision(6)) } }), `threshold.${outcome.name}`)}
    />
  );
}

function Shares({ found, now, shape }: Part) {
  const text = words.value;
  const [box, width] = useWidth(612);
  const judged = shape.outcomes.filter((one) => one.acceptable && found.outcomes.some((each) => each.name === one.name));
  const side = width > 520;
  const half = side ? Math.floor((width - 24) / 2) : width;
  const moved = Object.keys(now.thresholds);
  return (
    <Figure name="shares" title={text.figureShares} plainTitle={text.figureShares} note={text.figureSharesNote} summary={judged.map((one) => `${titleOf(one)}: ${found.outcomes.find((each) => each.name === one.name)?.strategies.map((each) => `${each.id} ${ofHundred(each.share)}`).join(", ")}`).join(". ")} table={() => outcomeTable(shape, found, now)}
      tools={moved.length ? <button type="button" class="quiet" onClick={() => { change((was) => ({ ...was, thresholds: {} })); release(); }}>↺ {text.resetThreshold}</button> : undefined}>
      <div ref={box} class="shares">
        {judged.map((outcome) => (
          <div key={outcome.name} class={side ? "share-row side" : "share-row"}>
            <Axis outcome={outcome} found={found} now={now} shape={shape} width={half} />
            <SharesChart strategies={found.outcomes.find((one) => one.name === outcome.name)?.strategies ?? []} width={half} label={`${text.figureShares}: ${titleOf(outcome)}`} />
          </div>
        ))}
      </div>
    </Figure>
  );
}

