// The line at the foot: how many futures, what is still running, seed, model, failures; refusals in their own words.

import { answer, answered, change, model, refusal, release, running, state } from "../state/store";
import { question } from "../state/setting";
import { words } from "../words";
import { Refused } from "./refused";
import { inDigits, plain } from "../words/number";

export function Status() {
  const text = words.value;
  const now = state.value;
  const shape = model.value;
  const shown = answer.value;
  if (!now || !shape) return null;
  const target = running.value?.ladder.at(-1) ?? 0;
  const count = (many: number) => (now.language === "ko" && many >= 10000 ? plain(many, "ko", 5) : inDigits(many, now.language));
  const refused = refusal.value;
  // Whether the answer on the screen is the answer to what is set.
  const fresh = answered.value !== null && question(now) === JSON.stringify({ ...answered.value, ladder: [] });
  return (
    <footer class="status" data-fresh={fresh}>
      {refused ? (
        <Refused refusal={refused} />
      ) : (
        <>
          <span class="status-futures">{shown ? text.futures(count(shown.futures)) : "…"}</span>
          <span class="status-run" aria-hidden={running.value === null}>{running.value && shown && target > shown.futures ? text.refining(count(target)) : ""}</span>
        </>
      )}
      <span class="grow" />
      <span class={shown?.faults ? "faults some" : "faults"} title={text.faultsWhy}>{shown ? text.faults(shown.faults) : ""}</span>
      <label class="inline">
        {text.seed}
        <input type="number" class="number seed" min={0} step={1} value={now.seed} onChange={(event) => { const to = Number(event.currentTarget.value); if (Number.isSafeInteger(to) && to >= 0) { change((was) => ({ ...was, seed: to })); release(); } }} />
      </label>
      <span class="hash">{text.modelHash} <code>{shape.hash.slice(0, 8)}</code></span>
    </footer>
  );
}
