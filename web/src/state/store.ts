// The one place that holds what changes: the state, its history, the model, the newest answer. Screens read signals and
// call the verbs below; nobody else writes.

import { batch, computed, effect, signal } from "@preact/signals";
import type { Answer, Model, ModelLine, Refusal, Setting } from "../wire";
import type { Language } from "../words/number";
import { noHistory, redo as redone, remember, rest, undo as undone } from "./history";
import { fit, unpack, write, type Note } from "./link";
import { createRunner, refusalOf } from "./run";
import { ask, FIRST_LADDER, freeId, leversInUse, question, REST_LADDER, start, type Id, type LabState, type Tab } from "./setting";

export const model = signal<Model | null>(null);
export const models = signal<ModelLine[]>([]);
export const state = signal<LabState | null>(null);
export const answer = signal<Answer | null>(null);
export const answered = signal<Setting | null>(null);
export const running = signal<Setting | null>(null);
export const refusal = signal<Refusal | null>(null);
export const failure = signal<string | null>(null);
export const linkNotes = signal<Note[]>([]);
export const linkRefusal = signal<{ why: "mangled" | "newer" | "model"; detail: string } | null>(null);
/** True while a hand is on a control: charts hold their scales. */
export const holding = signal(false);
/** Counts rests of the hand: the live region speaks on each. */
export const rested = signal(0);
export const card = signal<string | null>(null);
export const inUse = signal<string[]>([]);

const history = signal(noHistory<LabState>());
export const canUndo = computed(() => history.value.past.length > 0);
export const canRedo = computed(() => history.value.future.length > 0);
export const language = computed<Language>(() => state.value?.language ?? firstLanguage());

/** Parts of the state that wake only those who show them: a moving lever leaves the others asleep. */
export const tab = computed(() => state.value?.tab);
export const strategies = computed(() => state.value?.strategies ?? []);
export const active = computed(() => state.value?.active);
export const reference = computed(() => state.value?.reference);
export const thresholds = computed(() => state.value?.thresholds ?? NOTHING);
export const ranges = computed(() => state.value?.ranges ?? NO_RANGES);
export const locks = computed(() => state.value?.locks ?? NOTHING);
export const world = computed(() => state.value?.world ?? null);
const NOTHING: Record<string, number> = {};
const NO_RANGES: Record<string, [number, number]> = {};

/** The language the browser asks for, before any link says otherwise. */
export function firstLanguage(): Language {
  return typeof navigator !== "undefined" && navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";
}

const runner = createRunner((...args) => fetch(...args), {
  answer(found, setting) {
    // More futures of what is tested already wait for their own test: no verdict comes back for a moment only to go again.
    const shown = answered.peek();
    if (answer.peek()?.tested && !found.tested && shown && asOne(shown) === asOne(setting)) return;
    batch(() => {
      answer.value = found;
      answered.value = setting;
      refusal.value = null;
    });
  },
  refused(found) {
    refusal.value = found;
  },
  running(on, setting) {
    running.value = on ? setting : null;
    if (!on) scheduleRefinement();
  },
});

/** A question without the number of its futures. */
const asOne = (setting: Setting): string => JSON.stringify({ ...setting, ladder: [] });

let refinement: ReturnType<typeof setTimeout> | undefined;

/** While the reader looks, the same setting is run over more futures. */
function scheduleRefinement(): void {
  clearTimeout(refinement);
  refinement = setTimeout(() => {
    const now = state.peek();
    const shown = answer.peek();
    const most = REST_LADDER.at(-1) ?? 0;
    if (!now || holding.peek() || refusal.peek() || running.peek() || document.hidden || !shown || shown.futures >= most || now.tab !== "holds") return;
    runner.want(ask(now, REST_LADDER));
  }, 2500);
}

let asked = "";

function run(): void {
  const now = state.peek();
  if (!now) return;
  const key = question(now);
  if (key === asked) return;
  asked = key;
  clearTimeout(refinement);
  runner.want(ask(now, FIRST_LADDER));
}

/** Changes the state. Moves with the same gesture undo as one; `quiet` changes are not undone at all. */
export function change(next: (now: LabState) => LabState, gesture: string | null = null, quiet = false): void {
  const now = state.peek();
  if (!now) return;
  const then = next(now);
  batch(() => {
    if (!quiet) history.value = remember(history.peek(), now, gesture);
    state.value = then;
  });
  run();
}

let letGo: ReturnType<typeof setTimeout> | undefined;

/** A hand touches a control; without `stays` it counts as lifted a moment after the last touch. */
export function touch(stays: boolean): void {
  clearTimeout(letGo);
  holding.value = true;
  if (!stays) letGo = setTimeout(release, 700);
}

/** The hand is lifted: scales may move, the gesture is over, the headline is spoken. */
export function release(): void {
  clearTimeout(letGo);
  batch(() => {
    holding.value = false;
    history.value = rest(history.peek());
    rested.value += 1;
    freshen();
  });
}

/** Which levers stand on top; not while one of them is being moved, so nothing jumps under the hand. */
function freshen(): void {
  const now = state.peek();
  const shape = model.peek();
  if (!now || !shape) return;
  const fresh = leversInUse(shape, now.strategies);
  const kept = inUse.peek().filter((name) => fresh.includes(name));
  inUse.value = [...kept, ...fresh.filter((name) => !kept.includes(name))];
}

export function undo(): void {
  const now = state.peek();
  if (!now) return;
  step(undone(history.peek(), now), now);
}

export function redo(): void {
  const now = state.peek();
  if (!now) return;
  step(redone(history.peek(), now), now);
}

function step(found: ReturnType<typeof undone<LabState>>, now: LabState): void {
  if (!found) return;
  batch(() => {
    history.value = found.history;
    // Undoing gives back numbers, not the place where the reader stands.
    state.value = { ...found.state, language: now.language, tab: now.tab };
    freshen();
  });
  run();
}

export const setLanguage = (to: Language) => change((now) => ({ ...now, language: to }), null, true);

/** Goes to a tab. Only the first one shows refined answers: elsewhere they would take the machine from what is looked at. */
export function setTab(to: Tab): void {
  change((now) => ({ ...now, tab: to }), null, true);
  if (to !== "holds" && running.peek()?.ladder === REST_LADDER) runner.stop();
  else scheduleRefinement();
}

export const setActive = (to: Id) => change((now) => ({ ...now, active: to }), null, true);

/** Sets a lever of one strategy. */
export function setLever(id: Id, lever: string, value: number): void {
  change((now) => ({ ...now, strategies: now.strategies.map((one) => (one.id === id ? { ...one, set: { ...one.set, [lever]: value } } : one)) }), `${id}.${lever}`);
}

/** Gives a lever back to the policy. */
export function clearLever(id: Id, lever: string): void {
  change((now) => ({ ...now, strategies: now.strategies.map((one) => (one.id === id ? { ...one, set: without(one.set, lever) } : one)) }));
  release();
}

export function setPolicy(id: Id, policy: string): void {
  change((now) => ({ ...now, strategies: now.strategies.map((one) => (one.id === id ? { ...one, policy, set: {} } : one)) }));
  inUse.value = [];
  release();
}

export function addStrategy(): void {
  const now = state.peek();
  const shape = model.peek();
  const id = now && freeId(now.strategies);
  if (!now || !shape || !id) return;
  const taken = new Set(now.strategies.map((one) => one.policy));
  const policy = shape.policies.find((one) => !taken.has(one.name) && !one.stress)?.name ?? shape.baseline;
  change((was) => ({ ...was, strategies: [...was.strategies, { id, policy, set: {} }].sort((a, b) => a.id.localeCompare(b.id)), active: id }));
  release();
}

export function copyStrategy(from: Id, to: Id): void {
  change((now) => {
    const source = now.strategies.find((one) => one.id === from);
    if (!source) return now;
    const copy = { ...source, id: to, set: { ...source.set } };
    const rest = now.strategies.filter((one) => one.id !== to);
    return { ...now, strategies: [...rest, copy].sort((a, b) => a.id.localeCompare(b.id)), active: to };
  });
  release();
}

export function removeStrategy(id: Id): void {
  change((now) => {
    const strategies = now.strategies.filter((one) => one.id !== id);
    const first = strategies[0]?.id ?? "A";
    return { ...now, strategies, active: now.active === id ? (strategies.at(-1)?.id ?? first) : now.active, reference: now.reference === id ? first : now.reference };
  });
  release();
}

export function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record;
  return rest;
}

/** Opens the page: the models, the one the address asks for, the first answer. */
export async function open(): Promise<void> {
  try {
    const list = await fetch("/api/models");
    if (!list.ok) throw new Error((await refusalOf(list)).why);
    models.value = (await list.json()) as ModelLine[];
    await follow(location.hash);
  } catch (error) {
    failure.value = error instanceof Error ? error.message : String(error);
  }
}

/** Takes over what a fragment says; a mangled one is refused and the reader starts where everybody starts. */
export async function follow(fragment: string): Promise<void> {
  const unpacked = await unpack(fragment);
  const wish = typeof unpacked === "object" ? unpacked.packed.s.model : undefined;
  const known = models.peek().find((one) => one.name === wish) ?? models.peek()[0];
  if (!known) throw new Error("the server has no model");
  const shape = model.peek() && state.peek()?.model === known.name ? model.peek() : await fetchModel(known.name);
  if (!shape) return;
  const fitted = typeof unpacked === "object" ? fit(unpacked.packed, shape, known.name) : { state: start(shape, known.name, state.peek()?.language ?? firstLanguage()), notes: [] };
  batch(() => {
    model.value = shape;
    linkNotes.value = fitted.notes;
    linkRefusal.value = unpacked === "mangled" || unpacked === "newer" ? { why: unpacked, detail: "" } : wish && wish !== known.name ? { why: "model", detail: wish } : null;
    if (unpacked !== "none" || !state.peek()) state.value = fitted.state;
    inUse.value = [];
    freshen();
  });
  run();
}

async function fetchModel(name: string): Promise<Model> {
  const response = await fetch(`/api/model/${encodeURIComponent(name)}`);
  if (!response.ok) throw new Error((await refusalOf(response)).why);
  return (await response.json()) as Model;
}

/** Switches to another model, from its own beginning. */
export async function setModel(name: string): Promise<void> {
  const shape = await fetchModel(name);
  batch(() => {
    model.value = shape;
    answer.value = null;
    history.value = noHistory();
    state.value = start(shape, name, language.peek());
    inUse.value = [];
    freshen();
  });
  run();
}

let written = "";
let writing: ReturnType<typeof setTimeout> | undefined;

/** Keeps the address equal to the state once the hand rests. */
export function keepAddress(): void {
  effect(() => {
    const now = state.value;
    const hash = model.value?.hash;
    if (!now || hash === undefined || holding.value) return;
    clearTimeout(writing);
    writing = setTimeout(async () => {
      written = "#" + (await write(now, hash));
      globalThis.history.replaceState(null, "", written);
    }, 250);
  });
  addEventListener("hashchange", () => {
    if (location.hash !== written) void follow(location.hash).catch((error: unknown) => (failure.value = String(error)));
  });
}
