// An article while it is looked at: what was pasted, what the server read in it, what the reader accepts, and what followed. It lives
// in this page only. Comes in: text or a file. Goes out: signals. One question at a time; a newer comparison stops the one before.

import { signal } from "@preact/signals";
import type { Impact, Reading, Refusal, Setting } from "../wire";
import { evidenceWords } from "../words/evidence";
import { refusalOf } from "./run";
import { ask } from "./setting";
import { state } from "./store";

/** What the server takes. */
const MOST_BYTES = 2 << 20;
export const FUTURES = [512, 1024, 2048, 4096];

export const pasted = signal("");
export const reading = signal<Reading | null>(null);
export const readRefusal = signal<Refusal | null>(null);
export const busy = signal(false);
/** Changes that the reader takes for right, as they are typed. */
export const accepted = signal<Set<string>>(new Set());
export const futures = signal(1024);
/** The impact on screen with the question that it answers. */
export const impact = signal<{ key: string; found: Impact } | null>(null);
export const impactRefusal = signal<Refusal | null>(null);
export const running = signal<AbortController | null>(null);

export type Question = Setting & { changes: string[] };

export async function readArticle(name: string, body: Blob): Promise<void> {
  const now = state.peek();
  if (!now) return;
  if (body.size > MOST_BYTES) {
    readRefusal.value = { why: evidenceWords.peek().articleTooLarge, help: "" };
    return;
  }
  busy.value = true;
  readRefusal.value = null;
  try {
    const route = `/api/model/${encodeURIComponent(now.model)}/read/${encodeURIComponent(name)}`;
    const response = await fetch(route, { method: "POST", headers: { "content-type": "application/octet-stream" }, body });
    if (!response.ok) readRefusal.value = await refusalOf(response);
    else {
      const found = (await response.json()) as Reading;
      reading.value = found;
      impact.value = null;
      impactRefusal.value = null;
      accepted.value = new Set(found.changes.filter((one) => one.hindered === null).map((one) => one.set));
    }
  } catch (error) {
    readRefusal.value = { why: "connection", help: String(error) };
  }
  busy.value = false;
}

/** What would be asked now. */
export function questionNow(): Question | null {
  const now = state.value;
  return now && { ...ask(now, [futures.value]), changes: [...accepted.value] };
}

export async function compare(body: Question): Promise<void> {
  running.peek()?.abort();
  const abort = new AbortController();
  running.value = abort;
  impactRefusal.value = null;
  try {
    const response = await fetch("/api/impact", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal: abort.signal });
    if (!response.ok) impactRefusal.value = await refusalOf(response);
    else impact.value = { key: JSON.stringify(body), found: (await response.json()) as Impact };
  } catch (error) {
    if (!abort.signal.aborted) impactRefusal.value = { why: "connection", help: String(error) };
  }
  if (running.peek() === abort) running.value = null;
}

export function toggle(set: string): void {
  const next = new Set(accepted.peek());
  if (!next.delete(set)) next.add(set);
  accepted.value = next;
}
