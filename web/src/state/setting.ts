// What the reader has set, and what the server is asked. Plain data and plain functions; nothing here knows the screen.

import type { Language } from "../words/number";
import type { Model, Setting } from "../wire";

export const TABS = ["holds", "breaks", "learn", "division", "paths", "game", "evidence", "model"] as const;
export type Tab = (typeof TABS)[number];
export const IDS = ["A", "B", "C", "D"] as const;
export type Id = (typeof IDS)[number];

export interface Strategy {
  id: Id;
  policy: string;
  set: Record<string, number>;
}

/** All that a link carries. */
export interface LabState {
  model: string;
  seed: number;
  language: Language;
  tab: Tab;
  strategies: Strategy[];
  active: Id;
  reference: Id;
  world: string | null;
  ranges: Record<string, [number, number]>;
  locks: Record<string, number>;
  thresholds: Record<string, number>;
  paths: string[];
  at: number;
  game: string;
  future: number;
}

export const FIRST_LADDER = [256, 4096];
export const REST_LADDER = [65536];

/** Where a reader starts: at what an opened study asked, else the baseline against the first other strategy that is no stress test. */
export function start(model: Model, name: string, language: Language): LabState {
  const begun = model.beginning;
  const strategies = begun ? begun.strategies.map((one) => ({ ...one, id: one.id as Id })) : unasked(model);
  return {
    model: name,
    seed: begun?.seed ?? 42,
    language,
    tab: "holds",
    strategies,
    active: strategies[1]?.id ?? "A",
    reference: "A",
    world: begun?.world ?? null,
    ranges: {},
    locks: begun?.locks ?? {},
    thresholds: {},
    paths: model.series.slice(0, 1).map((series) => series.name),
    at: model.time.start + Math.round((model.time.stop - model.time.start) * 0.25),
    game: model.games[0]?.name ?? "",
    future: 0,
  };
}

function unasked(model: Model): Strategy[] {
  const other = model.policies.find((policy) => policy.name !== model.baseline && !policy.stress);
  const baseline: Strategy = { id: "A", policy: model.baseline, set: {} };
  return other ? [baseline, { id: "B", policy: other.name, set: {} }] : [baseline];
}

/** The question for the server. */
export function ask(state: LabState, ladder: number[]): Setting {
  return {
    model: state.model,
    seed: state.seed,
    ladder,
    strategies: state.strategies.map(({ id, policy, set }) => ({ id, policy, set })),
    reference: state.reference,
    world: state.world,
    ranges: state.ranges,
    locks: state.locks,
    thresholds: state.thresholds,
    events: true,
    weights: true,
  };
}

/** The part of a state that changes an answer, as one string. */
export function question(state: LabState): string {
  return JSON.stringify(ask(state, []));
}

/** What a strategy sets a lever to: by hand, by its policy, or the default; a rule has no single number. */
export function leverValue(model: Model, strategy: Strategy, lever: string): { value: number; by: "hand" | "policy" | "default"; rule: string | null } {
  const base = model.levers.find((one) => one.name === lever)?.default ?? 0;
  const own = strategy.set[lever];
  if (own !== undefined) return { value: own, by: "hand", rule: null };
  const setting = model.policies.find((policy) => policy.name === strategy.policy)?.settings.find((one) => one.lever === lever);
  if (!setting) return { value: base, by: "default", rule: null };
  return { value: setting.value ?? base, by: "policy", rule: setting.kind === "constant" ? null : setting.text };
}

/** Every quantity that has a course over time: the recorded ones first. */
export const withCourse = (model: Model): string[] => [...new Set([...model.series, ...model.variables.filter((one) => !one.hidden && ["stock", "auxiliary", "flow"].includes(one.kind))].map((one) => one.name))];

/** The next free letter. */
export function freeId(strategies: Strategy[]): Id | null {
  return IDS.find((id) => !strategies.some((strategy) => strategy.id === id)) ?? null;
}

/** Levers in use: those the shown strategies set to something of their own, most shared first; then the ones most policies set. */
export function leversInUse(model: Model, strategies: Strategy[]): string[] {
  const shown = model.levers.filter((lever) => !lever.hidden).map((lever) => lever.name);
  const byHand = new Set(strategies.flatMap((strategy) => Object.keys(strategy.set)));
  const named = (lever: string) => model.policies.filter((policy) => policy.settings.some((setting) => setting.lever === lever)).length;
  const policies = new Set(strategies.map((strategy) => strategy.policy));
  const own = (lever: string) => model.policies.filter((policy) => policies.has(policy.name) && policy.settings.some((setting) => setting.lever === lever)).length;
  const weight = (lever: string) => (byHand.has(lever) ? 1000 : 0) + own(lever) * 100 + named(lever);
  return shown.map((lever, place) => ({ lever, place, weight: weight(lever) })).sort((a, b) => b.weight - a.weight || a.place - b.place).slice(0, 8).map((one) => one.lever);
}

/** A die: a number between 0 and 1 about which nobody believes anything, such as the draw of an election. */
const isDie = (one: Model["uncertainties"][number]): boolean => one.family === "uniform" && one.low === 0 && one.high === 1 && one.claims.length === 0;

/** Assumptions to show first: the ones that most theories set, then in the order in which the model lists its theories. Dice come last. */
export function contested(model: Model, count: number): string[] {
  const named = new Map<string, { times: number; first: number }>();
  for (const [first, setting] of model.worlds.flatMap((world) => world.settings).entries()) {
    const known = named.get(setting.name);
    named.set(setting.name, { times: (known?.times ?? 0) + 1, first: known?.first ?? first });
  }
  const known = model.uncertainties.filter((one) => !one.hidden && one.high > one.low);
  const listed = known.map((one, place) => ({ name: one.name, die: Number(isDie(one)), place, ...(named.get(one.name) ?? { times: 0, first: 0 }) }));
  return listed.sort((a, b) => a.die - b.die || b.times - a.times || a.first - b.first || a.place - b.place).slice(0, count).map((one) => one.name);
}
