import { expect, test } from "vitest";
import type { Answer, Setting } from "../wire";
import { readEvents } from "./events";
import { noHistory, redo, remember, rest, undo } from "./history";
import { createRunner } from "./run";

const setting = (seed: number) => ({ seed, ladder: [1, 2] }) as unknown as Setting;

/** A server whose answers come when the test says so. */
function server() {
  const calls: { body: Setting; push: (text: string) => void; end: () => void; aborted: boolean }[] = [];
  const send = ((_: string, init: RequestInit) => {
    let controller!: ReadableStreamDefaultController<Uint8Array>;
    const stream = new ReadableStream<Uint8Array>({ start: (made) => void (controller = made) });
    const call = { body: JSON.parse(String(init.body)) as Setting, push: (text: string) => controller.enqueue(new TextEncoder().encode(text)), end: () => controller.close(), aborted: false };
    init.signal?.addEventListener("abort", () => {
      call.aborted = true;
      try {
        controller.error(new DOMException("aborted", "AbortError"));
      } catch {
        // Already closed.
      }
    });
    calls.push(call);
    return Promise.resolve(new Response(stream));
  }) as unknown as typeof fetch;
  return { calls, send };
}

const soon = () => new Promise((done) => setTimeout(done, 5));

test("two hundred quick moves leave no queue and the last one wins", async () => {
  const { calls, send } = server();
  const seen: [number, number][] = [];
  const runner = createRunner(send, { answer: (found: Answer, asked) => seen.push([asked.seed, found.futures]), refused: () => undefined, running: () => undefined });
  for (let k = 0; k < 200; k++) runner.want(setting(k));
  await soon();
  expect(calls.map((call) => call.body.seed)).toEqual([0]);
  calls[0]!.push('event: answer\ndata: {"futures":256}\n\n');
  await soon();
  expect(calls.map((call) => call.body.seed)).toEqual([0, 199]);
  expect(calls[0]!.aborted).toBe(true);
  calls[1]!.push('event: answer\ndata: {"futures":256}\n\nevent: answer\ndata: {"futures":4096}\n\nevent: done\ndata: {}\n\n');
  await soon();
  expect(seen).toEqual([[0, 256], [199, 256], [199, 4096]]);
});

test("a move stops a run that has already answered", async () => {
  const { calls, send } = server();
  const runner = createRunner(send, { answer: () => undefined, refused: () => undefined, running: () => undefined });
  runner.want(setting(1));
  await soon();
  calls[0]!.push('event: answer\ndata: {"futures":256}\n\n');
  await soon();
  expect(calls[0]!.aborted).toBe(false);
  runner.want(setting(2));
  await soon();
  expect(calls[0]!.aborted).toBe(true);
  expect(calls[1]!.body.seed).toBe(2);
});

test("a refusal is heard in its own words", async () => {
  const words: string[] = [];
  const send = (() => Promise.resolve(new Response('{"why":"too many futures","help":"ask for fewer"}', { status: 422 }))) as unknown as typeof fetch;
  createRunner(send, { answer: () => undefined, refused: (found) => words.push(found.why, found.help), running: () => undefined }).want(setting(1));
  await soon();
  expect(words).toEqual(["too many futures", "ask for fewer"]);
});

test("events survive any cut of the stream", async () => {
  const text = 'event: answer\r\ndata: {"ko":"서울"}\r\n\r\n: a comment\n\nevent: done\ndata: {}\n\n';
  const bytes = new TextEncoder().encode(text);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  const found = [];
  for await (const event of readEvents(stream)) found.push(event);
  expect(found).toEqual([{ name: "answer", data: '{"ko":"서울"}' }, { name: "done", data: "{}" }]);
});

test("one gesture is one step back", () => {
  let history = noHistory<number>();
  history = remember(history, 0, "a");
  history = remember(history, 1, "a");
  history = rest(history);
  history = remember(history, 2, "a");
  const back = undo(history, 3)!;
  expect(back.state).toBe(2);
  const again = undo(back.history, back.state)!;
  expect(again.state).toBe(0);
  expect(undo(again.history, again.state)).toBe(null);
  expect(redo(again.history, again.state)!.state).toBe(2);
});
