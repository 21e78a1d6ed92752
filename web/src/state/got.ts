// What a tab looks up once and does not change. Comes in: a route, or nothing to ask. Goes out: the answer or why there is none.
// Answers are kept while the page is open; leaving before one is there closes the connection, which stops the work behind it.

import { useEffect, useState } from "preact/hooks";
import type { Refusal } from "../wire";
import { refusalOf } from "./run";

const kept = new Map<string, unknown>();

export interface Got<Reply> {
  reply: Reply | null;
  refusal: Refusal | null;
}

export function useGot<Reply>(route: string | null): Got<Reply> {
  const [held, setHeld] = useState<{ route: string | null } & Got<Reply>>({ route: null, reply: null, refusal: null });
  useEffect(() => {
    if (route === null || kept.has(route)) return;
    const abort = new AbortController();
    const ask = async () => {
      try {
        const response = await fetch(route, { signal: abort.signal });
        if (!response.ok) return setHeld({ route, reply: null, refusal: await refusalOf(response) });
        const reply = (await response.json()) as Reply;
        kept.set(route, reply);
        setHeld({ route, reply, refusal: null });
      } catch (error) {
        if (!abort.signal.aborted) setHeld({ route, reply: null, refusal: { why: "connection", help: String(error) } });
      }
    };
    void ask();
    return () => abort.abort();
  }, [route]);
  const known = route === null ? undefined : (kept.get(route) as Reply | undefined);
  if (known !== undefined) return { reply: known, refusal: null };
  return held.route === route ? { reply: held.reply, refusal: held.refusal } : { reply: null, refusal: null };
}
