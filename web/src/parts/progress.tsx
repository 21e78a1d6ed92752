// How far an exploration is: a line that says so, a way to stop it, why it was refused.

import type { Watched } from "../state/explore";
import { language } from "../state/store";
import { words } from "../words";
import { Refused } from "./refused";

export function Progress({ watched, futures }: { watched: Watched; futures: number }) {
  const text = words.value;
  const { found, fresh } = watched;
  const count = (many: number) => many.toLocaleString(language.value);
  const busy = found.state === "working" || found.state === "waiting" || (!fresh && found.state === "done");
  const said = busy
    ? found.ahead !== null ? text.explore.waitsBehind(found.ahead) : text.explore.working(count(futures), fresh ? found.done : 0, fresh ? found.of : 0)
    : found.state === "stopped" ? text.explore.stopped
    : found.state === "refused" ? ""
    : text.explore.finished(count(found.parts[0]?.futures ?? futures));
  return (
    <div class="progress" data-state={busy ? "working" : found.state}>
      {found.refusal ? (
        <Refused refusal={found.refusal} />
      ) : (
        <p role="status">{busy && <progress max={Math.max(1, found.of)} value={fresh ? found.done : undefined} aria-hidden="true" />} {said}{!fresh && found.parts.length > 0 && ` ${text.explore.old}`}</p>
      )}
      {busy && <button type="button" class="link" onClick={watched.stop}>{text.explore.stop}</button>}
      {(found.state === "stopped" || found.state === "refused") && <button type="button" class="link" onClick={watched.again}>{text.explore.again}</button>}
    </div>
  );
}
