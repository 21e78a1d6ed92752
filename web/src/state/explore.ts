// Explorations of the setting on the screen: slow questions whose answer comes in parts. Comes in: a route and a body, or
// nothing to ask. Goes out: the parts that are there, how far it is, what was refused. A newer body stops the older request
// at once; it is sent when the hand has rested, so that a moving slider keeps the machine to itself.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Explored, ExploreSetting, Refusal } from "../wire";
import { readEvents } from "./events";
import { refusalOf } from "./run";
import { holding } from "./store";

/** How long a setting must have stood still before it is explored. */
const REST_MS = 350;
/** Complete answers kept, so that going back to a tab does not compute it again. */
const KEPT = 6;

export interface Exploring {
  /** What these parts belong to. */
  key: string;
  parts: Explored[];
  done: number;
  of: number;
  /** Questions before this one, while it waits. */
  ahead: number | null;
  state: "waiting" | "working" | "done" | "stopped" | "refused";
  refusal: Refusal | null;
}

export const NOTHING_YET: Exploring = { key: "", parts: [], done: 0, of: 0, ahead: null, state: "waiting", refusal: null };

/** Asks once and tells after every event; ends quietly when `signal` is aborted. */
export async function explore(send: typeof fetch, route: string, body: ExploreSetting, signal: AbortSignal, heard: (now: Exploring) => void): Promise<void> {
  let now: Exploring = { ...NOTHING_YET, key: keyOf(route, body), state: "working" };
  const tell = (change: Partial<Exploring>) => {
    if (signal.aborted) return;
    now = { ...now, ...change };
    heard(now);
  };
  tell({});
  try {
    const response = await send(route, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal });
    if (!response.ok || !response.body) return tell({ state: "refused", refusal: await refusalOf(response) });
    for await (const event of readEvents(response.body)) {
      if (signal.aborted) return;
      if (event.name === "queue") tell({ ahead: (JSON.parse(event.data) as { ahead: number }).ahead });
      else if (event.name === "answer") {
        const part = JSON.parse(event.data) as Explored;
        tell({ parts: [...now.parts, part], done: part.done, of: part.of, ahead: null });
      } else if (event.name === "refusal") return tell({ state: "refused", refusal: JSON.parse(event.data) as Refusal });
      else if (event.name === "done") return tell({ state: "done" });
    }
    // A stream that ends without saying so was cut.
    tell({ state: "refused", refusal: { why: "connection", help: "" } });
  } catch (error) {
    tell({ state: "refused", refusal: { why: "connection", help: String(error) } });
  }
}

export const keyOf = (route: string, body: ExploreSetting): string => route + JSON.stringify(body);

const kept = new Map<string, Exploring>();

function keep(found: Exploring): void {
  kept.delete(found.key);
  kept.set(found.key, found);
  const oldest = kept.keys().next().value;
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
}

export interface Watched {
  /** The newest parts, of this question or, until it has some, of the last one. */
  found: Exploring;
  /** True where the parts belong to what is set now. */
  fresh: boolean;
  stop: () => void;
  again: () => void;
}

/** Explores a body while it is looked at. */
export function useExplored(route: string, body: ExploreSetting | null): Watched {
  const key = body === null ? "" : keyOf(route, body);
  const [held, setHeld] = useState<Exploring>(() => kept.get(key) ?? NOTHING_YET);
  const [tries, setTries] = useState(0);
  const flight = useRef<AbortController | null>(null);
  const hand = holding.value;
  useEffect(() => {
    if (body === null || hand) return;
    const known = kept.get(key);
    if (known) {
      setHeld(known);
      return;
    }
    const abort = new AbortController();
    flight.current = abort;
    const timer = setTimeout(() => {
      void explore((...args) => fetch(...args), route, body, abort.signal, (now) => {
        if (now.state === "done") keep(now);
        // Until the new question has a part, the old picture stays and says that it is old.
        setHeld((was) => (now.parts.length === 0 && was.parts.length > 0 && now.state !== "refused" ? { ...was, state: now.state, done: 0, of: was.of, ahead: now.ahead, refusal: null } : now));
      });
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key, hand, tries]);
  return {
    found: held,
    fresh: held.key === key,
    stop: () => {
      flight.current?.abort();
      setHeld((was) => ({ ...was, state: "stopped" }));
    },
    again: () => setTries(tries + 1),
  };
}
