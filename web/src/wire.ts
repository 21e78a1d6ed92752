// The shapes that the server sends and takes. Comes in and goes out: JSON over the lab's own origin.
// Numbers are in the unit that stands beside them; null is a missing number.

export interface ModelLine {
  name: string;
  title: string;
  ko: string;
}

export type Basis = "evidence" | "bounded" | "judgement";

export interface Quantity {
  name: string;
  title: string;
  ko: string;
  text: string;
  unit: string;
  default: number;
  low: number;
  high: number;
  sector: string;
  hidden: boolean;
  basis: Basis;
  claims: string[];
  because: string;
}

export interface Lever extends Quantity {
  values: number[] | null;
  actors: string[];
}

export interface Uncertainty extends Quantity {
  values?: number[] | null;
  family: string;
}

export interface Sector {
  name: string;
  title: string;
  ko: string;
  text: string;
  theory: string;
}

export interface Acceptable {
  sign: "<=" | ">=";
  value: number;
}

export interface Outcome {
  name: string;
  title: string;
  ko: string;
  unit: string;
  better: "higher" | "lower" | "neither";
  acceptable: Acceptable | null;
  criteria: string[];
}

export interface Criterion {
  name: string;
  title: string;
  ko: string;
  outcomes: string[];
}

export interface PolicySetting {
  lever: string;
  kind: "constant" | "path" | "rule";
  value: number | null;
  text: string;
}

export interface Policy {
  name: string;
  title: string;
  ko: string;
  text: string;
  stress: boolean;
  settings: PolicySetting[];
}

export interface World {
  name: string;
  title: string;
  ko: string;
  text: string;
  settings: { name: string; value: number }[];
}

export interface Series {
  name: string;
  title: string;
  ko: string;
  unit: string;
}

export interface GameShape {
  name: string;
  title: string;
  ko: string;
  text: string;
  players: string[];
  nodes: { name: string; player: string; actions: { name: string; to: string }[] }[];
  terminals: string[];
  /** For each player, the assumption that holds the precision of choice, where one does. */
  precisions?: (string | null)[];
  /** Titles of actions and endings, where the model gives them. */
  labels?: { name: string; title: string; ko: string }[];
}

export interface Variable {
  name: string;
  kind: string;
  unit: string;
  title: string;
  ko: string;
  sector: string;
  equation: string;
  reads: string[];
  hidden: boolean;
}

export interface Source {
  name: string;
  title: string;
  publisher: string | null;
  published: string | null;
  url: string | null;
  kind: string | null;
}

export type Standing = "corroborated" | "single" | "disputed" | "judgement" | "unsourced";

export interface Claim {
  name: string;
  title: string;
  unit: string | null;
  value: number | null;
  standing: Standing;
  found: { source: string; paragraph: number | null; figure: string | null }[];
  dissent: { source: string; value: number | null }[];
  used_by: string[];
}

export interface Model {
  name: string;
  title: string;
  ko: string;
  text: string;
  hash: string;
  version: string;
  time: { start: number; stop: number; points: number[]; calendar: boolean };
  actors: { name: string; title: string; ko: string }[];
  sectors: Sector[];
  levers: Lever[];
  uncertainties: Uncertainty[];
  outcomes: Outcome[];
  criteria: Criterion[];
  policies: Policy[];
  worlds: World[];
  series: Series[];
  games: GameShape[];
  variables: Variable[];
  sources: Source[];
  claims: Claim[];
  baseline: string;
}

export interface StrategySent {
  id: string;
  policy: string;
  set: Record<string, number>;
}

export interface Setting {
  model: string;
  seed: number;
  ladder: number[];
  strategies: StrategySent[];
  reference: string;
  world: string | null;
  ranges: Record<string, [number, number]>;
  locks: Record<string, number>;
  thresholds: Record<string, number>;
  events: boolean;
}

export interface Level {
  id: string;
  mean: number | null;
  mean_low: number | null;
  mean_high: number | null;
  p05: number | null;
  p25: number | null;
  p50: number | null;
  p75: number | null;
  p95: number | null;
  share: number | null;
  share_low: number | null;
  share_high: number | null;
}

export interface Difference {
  id: string;
  mean: number | null;
  low: number | null;
  high: number | null;
  superior: number | null;
}

export interface OutcomeAnswer {
  name: string;
  strategies: Level[];
  differences: Difference[];
  best: string | null;
  worst: string | null;
}

export interface ShareAnswer {
  id: string;
  share: number | null;
  share_low: number | null;
  share_high: number | null;
}

export interface Robustness {
  measure: string;
  title: string;
  ko: string;
  order: string[];
  values: (number | null)[];
}

export interface Answer {
  futures: number;
  complete: boolean;
  faults: number;
  headline: { en: string; ko: string };
  outcomes: OutcomeAnswer[];
  criteria: { name: string; strategies: ShareAnswer[] }[];
  dots: { id: string; states: string }[];
  robustness: Robustness[];
  regret: { id: string; mean: number | null; p90: number | null }[];
}

export interface Refusal {
  why: string;
  help: string;
}

export interface PathsAnswer {
  points: number[];
  variables: {
    name: string;
    strategies: { id: string; bands: (number | null)[][]; samples: (number | null)[][] }[];
    difference: { low: (number | null)[]; mean: (number | null)[]; high: (number | null)[] } | null;
  }[];
}

export interface GameAnswer {
  at: number;
  players: { actor: string; precision: number | null }[];
  nodes: { name: string; player: string; values: (number | null)[]; actions: { name: string; to: string; chance: number | null }[] }[];
  terminals: { name: string; payoffs: (number | null)[]; reach: number | null }[];
}
