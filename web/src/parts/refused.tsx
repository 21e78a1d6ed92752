// Why the server gave no answer: in the reader's language where the page knows the words, else in the server's own.

import { language } from "../state/store";
import type { Refusal } from "../wire";
import { titleByName, words } from "../words";
import { refusalKo } from "../words/refusal";

export function Refused({ refusal }: { refusal: Refusal }) {
  const text = words.value;
  if (refusal.why === "connection") return <p class="refused" role="alert"><strong>{text.lost}</strong></p>;
  const korean = language.value === "ko" ? refusalKo(refusal.why, titleByName) : null;
  return <p class="refused" role="alert"><strong>{text.refused}:</strong> {korean ?? <span lang="en">{refusal.why}. {refusal.help}</span>}</p>;
}
