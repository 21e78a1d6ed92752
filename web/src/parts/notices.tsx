// What a link could not bring along, said once.

import { linkNotes, linkRefusal } from "../state/store";
import { words } from "../words";

export function Notices() {
  const text = words.value;
  const refused = linkRefusal.value;
  const changed = linkNotes.value.filter((note) => note.what === "model-changed");
  const gone = linkNotes.value.filter((note) => note.what === "gone").map((note) => note.detail);
  if (!refused && linkNotes.value.length === 0) return null;
  return (
    <div class="notice" role="status">
      <div>
        {refused && <p>{refused.why === "mangled" ? text.linkMangled : refused.why === "newer" ? text.linkNewer : text.linkModel(refused.detail)}</p>}
        {changed.map((note) => <p key={note.detail}>{text.linkChanged(note.detail)}</p>)}
        {gone.length > 0 && <p>{text.linkGone(gone.join(", "))}</p>}
      </div>
      <button type="button" class="quiet" onClick={() => { linkRefusal.value = null; linkNotes.value = []; }}>{text.understood}</button>
    </div>
  );
}
