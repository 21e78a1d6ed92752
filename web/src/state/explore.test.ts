import { describe, expect, it } from "vitest";
import type { ExploreSetting } from "../wire";
import { explore, type Exploring } from "./explore";

const body = { model: "m", about: "B" } as unknown as ExploreSetting;

function streamed(blocks: string[], hold = false): typeof fetch {
  return async () => {
    const stream = new ReadableStream<Uint8Array>({
      start(control) {
        for (const block of blocks) control.enqueue(new TextEncoder().encode(block));
        if (!hold) control.close();
      },
    });
    return new Response(stream, { status: 200 });
  };
}

const part = (done: number, analysis: string) => `event: answer\ndata: ${JSON.stringify({ done, of: 2, analysis })}\n\n`;

async function heard(send: typeof fetch, signal = new AbortController().signal): Promise<Exploring[]> {
  const all: Exploring[] = [];
  await explore(send, "/api/breaks", body, signal, (now) => all.push(now));
  return all;
}

describe("an exploration", () => {
  it("tells its parts as they come", async () => {
    const all = await heard(streamed([`event: queue\ndata: {"ahead":3}\n\n`, part(1, "prim"), part(2, "worlds"), "event: done\ndata: {}\n\n"]));
    expect(all.map((now) => [now.state, now.done, now.ahead, now.parts.length])).toEqual([
      ["working", 0, null, 0],
      ["working", 0, 3, 0],
      ["working", 1, null, 1],
      ["working", 2, null, 2],
      ["done", 2, null, 2],
    ]);
    expect(all.at(-1)?.parts.map((one) => one.analysis)).toEqual(["prim", "worlds"]);
  });

  it("says what was refused, before or on the way, and that a stream was cut", async () => {
    const refused = await heard(async () => new Response(`{"why":"no such model","help":"try lake"}`, { status: 404 }));
    expect(refused.at(-1)).toMatchObject({ state: "refused", refusal: { why: "no such model", help: "try lake" } });
    const late = await heard(streamed([part(1, "prim"), `event: refusal\ndata: {"why":"too slow","help":""}\n\n`]));
    expect(late.at(-1)).toMatchObject({ state: "refused", done: 1, refusal: { why: "too slow" } });
    expect((await heard(streamed([part(1, "prim")]))).at(-1)).toMatchObject({ state: "refused", refusal: { why: "connection" } });
  });

  it("is silent once a newer setting has stopped it", async () => {
    const abort = new AbortController();
    const all: Exploring[] = [];
    const send: typeof fetch = async () => {
      abort.abort();
      throw new DOMException("aborted", "AbortError");
    };
    await explore(send, "/api/breaks", body, abort.signal, (now) => all.push(now));
    expect(all.map((now) => now.state)).toEqual(["working"]);
  });
});
