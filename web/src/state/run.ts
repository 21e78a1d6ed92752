// One comparison at a time. Comes in: the newest setting wanted. Goes out: answers of the newest setting, as they refine.
// At most one request is in flight; a newer wish stops it as soon as its first answer is there (or is late), and wishes in
// between are forgotten, so a moving finger always sees answers and never leaves a queue.

import type { Answer, Refusal, Setting } from "../wire";
import { readEvents } from "./events";

/** How long a first answer may take before a newer wish stops it. */
const PATIENCE_MS = 400;

export interface Heard {
  answer(answer: Answer, setting: Setting): void;
  refused(refusal: Refusal): void;
  running(on: boolean, setting: Setting | null): void;
}

export interface Runner {
  want(setting: Setting): void;
  stop(): void;
}

export function createRunner(send: typeof fetch, heard: Heard): Runner {
  let wanted: Setting | null = null;
  let flight: { abort: AbortController; answered: boolean; late: ReturnType<typeof setTimeout> } | null = null;

  const begin = (setting: Setting) => {
    const abort = new AbortController();
    const late = setTimeout(() => {
      if (flight === mine && wanted) mine.abort.abort();
    }, PATIENCE_MS);
    const mine = { abort, answered: false, late };
    flight = mine;
    heard.running(true, setting);
    void carry(setting, mine).finally(() => {
      clearTimeout(late);
      if (flight === mine) flight = null;
      const next = wanted;
      wanted = null;
      if (next) begin(next);
      else if (!flight) heard.running(false, null);
    });
  };

  const carry = async (setting: Setting, mine: NonNullable<typeof flight>) => {
    try {
      const response = await send("/api/compare", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(setting), signal: mine.abort.signal });
      if (!response.ok || !response.body) return heard.refused(await refusalOf(response));
      for await (const event of readEvents(response.body)) {
        if (mine.abort.signal.aborted) return;
        if (event.name === "answer") {
          mine.answered = true;
          heard.answer(JSON.parse(event.data) as Answer, setting);
          if (wanted) return mine.abort.abort();
        } else if (event.name === "refusal") heard.refused(JSON.parse(event.data) as Refusal);
        else if (event.name === "done") return;
      }
    } catch (error) {
      if (!mine.abort.signal.aborted) heard.refused({ why: "connection", help: String(error) });
    }
  };

  return {
    want(setting) {
      if (!flight) return begin(setting);
      wanted = setting;
      if (flight.answered) flight.abort.abort();
    },
    stop() {
      wanted = null;
      flight?.abort.abort();
    },
  };
}

/** A refusal from any answer that is not fine, whatever its body. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const text = await response.text().catch(() => "");
  try {
    const body = JSON.parse(text) as Partial<Refusal>;
    if (typeof body.why === "string") return { why: body.why, help: body.help ?? "" };
  } catch {
    // Not JSON: the status says what there is to say.
  }
  return { why: `${response.status} ${response.statusText}`, help: text.slice(0, 200) };
}

/** One question at a time to a route that answers once: the newest wins, late answers are dropped. */
export function createAsker<Body, Reply>(send: typeof fetch, route: string, heard: (reply: Reply | null, refusal: Refusal | null, body: Body) => void): (body: Body) => void {
  let wanted: Body | null = null;
  let busy = false;
  const begin = async (body: Body): Promise<void> => {
    busy = true;
    try {
      const response = await send(route, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
      if (response.ok) heard((await response.json()) as Reply, null, body);
      else heard(null, await refusalOf(response), body);
    } catch (error) {
      heard(null, { why: "connection", help: String(error) }, body);
    }
    busy = false;
    const next = wanted;
    wanted = null;
    if (next) await begin(next);
  };
  return (body) => {
    if (busy) wanted = body;
    else void begin(body);
  };
}
