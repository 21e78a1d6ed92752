// Dates: what was announced for when, beside what was seen to happen.

import { signal } from "@preact/signals";
import { DatesChart } from "../charts/dates";
import { useWidth } from "../charts/hooks";
import { Figure } from "../parts/figure";
import { Refused } from "../parts/refused";
import { useGot } from "../state/got";
import { model, state } from "../state/store";
import type { Dates } from "../wire";
import { spaced, words } from "../words";
import { evidenceWords } from "../words/evidence";

/** Lanes drawn at first; the rest on demand. */
const FIRST = 16;
/** Years before the model's start that are drawn. */
const BEFORE = 10;

const every = signal(false);

export function DatesView() {
  const text = evidenceWords.value;
  const now = state.value;
  const shape = model.value;
  const [box, width] = useWidth(880);
  const { reply, refusal } = useGot<Dates>(now && `/api/model/${encodeURIComponent(now.model)}/timeline`);
  if (!now || !shape) return null;
  const start = shape.time.calendar ? shape.time.start : 2020;
  const from = start - BEFORE;
  const last = Math.max(start + 1, ...(reply?.lanes ?? []).flatMap((lane) => lane.events.map((one) => one.ends)));
  const lanes = (reply?.lanes ?? []).filter((lane) => lane.events.some((one) => one.ends > from));
  const shown = every.value ? lanes : lanes.slice(0, FIRST);
  return (
    <div ref={box}>
      {refusal && <Refused refusal={refusal} />}
      {!reply && !refusal && <div class="waiting" aria-hidden="true"><span /><span /></div>}
      {reply && (
        <Figure
          title={text.datesTitle}
          name="dates"
          plainTitle={text.datesTitle}
          note={text.datesNote}
          summary={text.datesSummary(reply.events, reply.lanes.length)}
          table={() => ({ head: [text.about, text.when, text.statusHead, text.what], rows: reply.lanes.flatMap((lane) => lane.events.map((one) => [spaced(lane.about), one.when, text.status[one.status] ?? one.status, one.says])) })}
        >
          <DatesChart lanes={shown} from={from} to={Math.ceil(last)} width={width} />
        </Figure>
      )}
      {lanes.length > shown.length && <button type="button" class="quiet" onClick={() => (every.value = true)}>{words.value.more(lanes.length - shown.length)}</button>}
    </div>
  );
}
