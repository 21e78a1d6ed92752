// Questions that a tab asks while it is looked at. Comes in: a route and a body, or nothing to ask. Goes out: the last
// answer, what was refused, and whether the answer fits the question as it stands.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Refusal } from "../wire";
import { createAsker } from "./run";

export interface Asked<Reply> {
  reply: Reply | null;
  refusal: Refusal | null;
  fresh: boolean;
}

export function useAsked<Body, Reply>(route: string, body: Body | null): Asked<Reply> {
  const key = body === null ? "" : JSON.stringify(body);
  const [held, setHeld] = useState<{ key: string; reply: Reply | null; refusal: Refusal | null }>({ key: "", reply: null, refusal: null });
  const asker = useRef<((body: Body) => void) | null>(null);
  useEffect(() => {
    asker.current ??= createAsker<Body, Reply>((...args) => fetch(...args), route, (reply, refusal, asked) => {
      setHeld((was) => ({ key: JSON.stringify(asked), reply: reply ?? was.reply, refusal }));
    });
    if (body !== null && key !== held.key) asker.current(body);
  }, [key]);
  return { reply: held.reply, refusal: held.refusal, fresh: held.key === key };
}
