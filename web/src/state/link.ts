// The whole state in the address. Comes in: a state; goes out: `s=1.` and compressed text. Back again: a state and what
// had to be left out, or a refusal in plain words. Nothing of it is ever sent to a server: it stands in the fragment.

import type { Model } from "../wire";
import { IDS, start, TABS, withCourse, type Id, type LabState, type Strategy, type Tab } from "./setting";

export const VERSION = 1;

export type Note = { what: "model-changed" | "gone"; detail: string };

interface Packed {
  h: string;
  s: Partial<LabState>;
}

async function pipe(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  const body = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(body).arrayBuffer());
}

/** The fragment for a state, without the number sign. */
export async function write(state: LabState, hash: string): Promise<string> {
  const packed: Packed = { h: hash, s: state };
  const bytes = await pipe(new TextEncoder().encode(JSON.stringify(packed)), new CompressionStream("deflate-raw"));
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `s=${VERSION}.${btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** The model that a fragment speaks of, without judging the rest. */
export async function unpack(fragment: string): Promise<{ packed: Packed } | "none" | "mangled" | "newer"> {
  const text = fragment.replace(/^#/, "");
  if (!text.includes("s=")) return "none";
  const match = text.match(/^s=(\d+)\.([A-Za-z0-9_-]*)$/);
  if (!match) return "mangled";
  const version = Number(match[1]);
  if (version > VERSION) return "newer";
  if (version < 1) return "mangled";
  try {
    const raw = atob((match[2] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
    if (raw.length > 20_000) return "mangled";
    const bytes = Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
    const parsed: unknown = JSON.parse(new TextDecoder().decode(await pipe(bytes, new DecompressionStream("deflate-raw"))));
    if (typeof parsed !== "object" || parsed === null) return "mangled";
    const packed = parsed as Packed;
    return typeof packed.s === "object" && packed.s !== null ? { packed } : "mangled";
  } catch {
    return "mangled";
  }
}

/** Fits what a link says to the model as it is now; what no longer fits is named, never guessed. */
export function fit(packed: Packed, model: Model, name: string): { state: LabState; notes: Note[] } {
  const given = packed.s;
  const notes: Note[] = [];
  const gone = (detail: string) => notes.push({ what: "gone", detail });
  const base = start(model, name, given.language === "ko" ? "ko" : "en");
  if (packed.h && packed.h !== model.hash) notes.push({ what: "model-changed", detail: `${packed.h} → ${model.hash}` });

  const numbers = (record: unknown, known: (key: string) => { low: number; high: number } | null): Record<string, number> => {
    const kept: Record<string, number> = {};
    for (const [key, value] of Object.entries(isRecord(record) ? record : {})) {
      const bounds = known(key);
      if (!bounds || typeof value !== "number" || !Number.isFinite(value)) gone(key);
      else kept[key] = Math.min(bounds.high, Math.max(bounds.low, value));
    }
    return kept;
  };
  const lever = (key: string) => model.levers.find((one) => one.name === key) ?? null;
  const uncertainty = (key: string) => model.uncertainties.find((one) => one.name === key) ?? null;
  const outcome = (key: string) => (model.outcomes.some((one) => one.name === key && one.acceptable) ? { low: -Infinity, high: Infinity } : null);

  const strategies: Strategy[] = [];
  for (const one of Array.isArray(given.strategies) ? given.strategies : []) {
    if (!isRecord(one) || !IDS.includes(one.id as Id) || strategies.some((known) => known.id === one.id)) continue;
    if (!model.policies.some((policy) => policy.name === one.policy)) gone(String(one.policy));
    else strategies.push({ id: one.id as Id, policy: String(one.policy), set: numbers(one.set, lever) });
  }
  const ranges: Record<string, [number, number]> = {};
  for (const [key, value] of Object.entries(isRecord(given.ranges) ? given.ranges : {})) {
    const bounds = uncertainty(key);
    if (!bounds || !Array.isArray(value) || typeof value[0] !== "number" || typeof value[1] !== "number" || !(value[0] <= value[1])) gone(key);
    else ranges[key] = [Math.max(bounds.low, value[0]), Math.min(bounds.high, value[1])];
  }
  const kept = strategies.length ? strategies : base.strategies;
  const letter = (id: unknown, otherwise: Id) => (kept.some((one) => one.id === id) ? (id as Id) : otherwise);
  const first = kept[0]?.id ?? "A";
  if (given.world && !model.worlds.some((world) => world.name === given.world)) gone(String(given.world));
  const courses = withCourse(model);
  const state: LabState = {
    ...base,
    seed: whole(given.seed, base.seed),
    tab: TABS.includes(given.tab as Tab) ? (given.tab as Tab) : base.tab,
    strategies: kept,
    active: letter(given.active, kept.at(-1)?.id ?? first),
    reference: letter(given.reference, first),
    world: model.worlds.some((world) => world.name === given.world) ? (given.world ?? null) : null,
    ranges,
    locks: numbers(given.locks, uncertainty),
    thresholds: numbers(given.thresholds, outcome),
    paths: (Array.isArray(given.paths) ? given.paths : []).filter((one) => courses.includes(one)).slice(0, 3),
    at: typeof given.at === "number" && given.at >= model.time.start && given.at <= model.time.stop ? given.at : base.at,
    game: model.games.some((game) => game.name === given.game) ? String(given.game) : base.game,
    future: whole(given.future, 0),
  };
  if (state.paths.length === 0) state.paths = base.paths;
  return { state, notes };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const whole = (value: unknown, otherwise: number) => (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : otherwise);
