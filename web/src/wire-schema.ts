// Made by `npm run wire` from crates/linchpin-web/openapi.json: change the Rust types, not this file.

/** A number that may be missing: NaN travels as `null`. */
export type Number = number | null;

/** What one rung of the ladder says. */
export interface Answer {
  /** True for the last rung. */
  complete: boolean;
  /** Criteria, in order of declaration. */
  criteria: AnswerCriterion[];
  /** The first hundred futures. */
  dots: AnswerDots[];
  /** Runs that failed. */
  faults: number;
  /** Futures. */
  futures: number;
  headline: Headline;
  /** Outcomes, in order of declaration. */
  outcomes: AnswerOutcome[];
  /** Regret; empty for a single strategy. */
  regret: AnswerRegret[];
  /** Robustness measures; empty for a single strategy. */
  robustness: AnswerMeasure[];
}
/** A criterion under all strategies. */
export interface AnswerCriterion {
  /** Name. */
  name: string;
  /** Under each strategy. */
  strategies: AnswerShare[];
}
/** In how many futures a criterion is met. */
export interface AnswerShare {
  /** The strategy. */
  id: string;
  share: Number;
  share_high: Number;
  share_low: Number;
}
/** The first hundred futures under one strategy. */
export interface AnswerDots {
  /** The strategy. */
  id: string;
  /** One letter a future: `1` the first criterion is met, `0` it is not, `x` the run failed. */
  states: string;
}
/** A sentence or two in two languages. */
export interface Headline {
  /** English, at most sixty words. */
  en: string;
  /** Korean. */
  ko: string;
}
/** One outcome under all strategies. */
export interface AnswerOutcome {
  /** The best strategy, where the futures decide it. */
  best: string | null;
  /** Of each strategy but the reference. */
  differences: AnswerDifference[];
  /** Name. */
  name: string;
  /** Under each strategy. */
  strategies: AnswerLevel[];
  /** The worst strategy, where the futures decide it. */
  worst: string | null;
}
/** The paired difference of one strategy from the reference. */
export interface AnswerDifference {
  high: Number;
  /** The strategy. */
  id: string;
  low: Number;
  mean: Number;
  superior: Number;
}
/** One outcome under one strategy. */
export interface AnswerLevel {
  /** The strategy. */
  id: string;
  mean: Number;
  mean_high: Number;
  mean_low: Number;
  p05: Number;
  p25: Number;
  p50: Number;
  p75: Number;
  p95: Number;
  share: Number;
  share_high: Number;
  share_low: Number;
}
/** How far a strategy falls short of the best one of each future. */
export interface AnswerRegret {
  /** The strategy. */
  id: string;
  mean: Number;
  p90: Number;
}
/** One robustness measure of all strategies. */
export interface AnswerMeasure {
  /** Korean title. */
  ko: string;
  /** Name of the measure and, where it is of one outcome, of that: `minimax_regret:m_burden`. */
  measure: string;
  /** Strategies, best first; stress tests stand last. */
  order: string[];
  /** Title. */
  title: string;
  /** Values in that order; those of an outcome in its shown unit. */
  values: Number[];
}
/** An action of a solved game. */
export interface GameAction {
  chance: Number;
  /** Name. */
  name: string;
  /** Where it leads. */
  to: string;
}
/** A game solved at one date in one future. */
export interface GameAnswer {
  /** The time asked for. */
  at: number;
  /** The date at which it was read, which is a step of the model. */
  date: string;
  /** Decision nodes, root first. */
  nodes: GameNode[];
  /** Unit of payoffs and values. */
  payoff_unit: string;
  /** Who plays. */
  players: GamePlayer[];
  /** Ends. */
  terminals: GameTerminal[];
}
/** A node of a solved game. */
export interface GameNode {
  /** What the player may do. */
  actions: GameAction[];
  /** Name. */
  name: string;
  /** The actor who moves. */
  player: string;
  reach: Number;
  /** What it is worth to each player. */
  values: Number[];
}
/** A player of a solved game. */
export interface GamePlayer {
  /** The actor. */
  actor: string;
  precision: Number;
}
/** An end of a solved game. */
export interface GameTerminal {
  /** Name. */
  name: string;
  /** What it is worth to each player. */
  payoffs: Number[];
  reach: Number;
}
/** A question about a game. */
export interface GameSetting {
  /** When, in the model's unit of time; the start when left out. */
  at?: number | null;
  /** False: every event is silent. */
  events?: boolean;
  /** Which future, from 0; left out, every uncertainty is at its default and no event happens. */
  future?: number | null;
  /** The game. */
  game: string;
  /** Numbers of futures, rising: one answer each. A number is the size of the design too. */
  ladder?: number[];
  /** Uncertainties held at a value, in their shown units. */
  locks?: {
    [k: string]: number;
  };
  /** The model. */
  model: string;
  /** Ranges of uncertainties moved by hand, in their shown units. */
  ranges?: {
    /**
     * @minItems 2
     * @maxItems 2
     */
    [k: string]: [number, number];
  };
  /** The strategy that the others are compared with; the first when left out. */
  reference?: string | null;
  /** Seed of all luck. */
  seed?: number;
  /** The strategies, one to four. */
  strategies: StrategyAsked[];
  /** Under which strategy; the reference when left out. */
  strategy?: string | null;
  /** Thresholds of outcomes moved by hand, in their shown units. */
  thresholds?: {
    [k: string]: number;
  };
  /** A world whose uncertainties are fixed. */
  world?: string | null;
}
/** One strategy of a question: a policy, and levers moved by hand. */
export interface StrategyAsked {
  /** A short name, such as `A`. */
  id: string;
  /** The policy; empty for every lever at its default. */
  policy?: string;
  /** Levers moved by hand, in their shown units. */
  set?: {
    [k: string]: number;
  };
}
/** A threshold. */
export interface PageAcceptable {
  /** `<=` or `>=`. */
  sign: "<=" | ">=";
  /** The limit. */
  value: number;
}
/** One choice at a node. */
export interface PageAction {
  /** Korean title; may be empty. */
  ko: string;
  /** Name. */
  name: string;
  /** Title; may be empty. */
  title: string;
  /** Node or terminal that it leads to. */
  to: string;
}
/** One thing that sources say. */
export interface PageClaim {
  /** Who says otherwise. */
  dissent: PageDissent[];
  /** Who says it. */
  found: PageFound[];
  /** Name. */
  name: string;
  /** `corroborated`, `single`, `stale`, `disputed` or `unsourced`. */
  standing: "corroborated" | "single" | "stale" | "disputed" | "unsourced";
  /** What is claimed. */
  title: string;
  /** Unit, where it is a quantity. */
  unit: string | null;
  /** Variables, tables and worlds that stand on it. */
  used_by: string[];
  /** Value, where it is a quantity. */
  value: number | null;
}
/** A source that says otherwise. */
export interface PageDissent {
  /** The source. */
  source: string;
  /** Its number, in the claim's unit. */
  value: number | null;
}
/** Where a claim stands in a source. */
export interface PageFound {
  /** The figure or words there. */
  figure: string | null;
  /** Paragraph, from 1. */
  paragraph: number | null;
  /** The source. */
  source: string;
}
/** Outcomes that must be acceptable together. */
export interface PageCriterion {
  /** Korean title; may be empty. */
  ko: string;
  /** Name. */
  name: string;
  /** The outcomes. */
  outcomes: string[];
  /** Title. */
  title: string;
}
/** A game's tree. */
export interface PageGame {
  /** Korean title; may be empty. */
  ko: string;
  /** Name. */
  name: string;
  /** Decision nodes, root first. */
  nodes: PageNode[];
  /** Who plays: names of actors. */
  players: string[];
  /** For each player, the uncertainty that is its precision of choice, where it is one. */
  precisions: (string | null)[];
  /** Ends. */
  terminals: PageName[];
  /** Longer text; may be empty. */
  text: string;
  /** Title. */
  title: string;
}
/** A point at which one player chooses. */
export interface PageNode {
  /** What it can do. */
  actions: PageAction[];
  /** Name. */
  name: string;
  /** The actor who moves. */
  player: string;
}
/** A name with its titles. */
export interface PageName {
  /** Korean title; may be empty. */
  ko: string;
  /** Name. */
  name: string;
  /** Title. */
  title: string;
}
/** A choice open to actors. */
export interface PageLever {
  /** Who may set it. */
  actors: string[];
  /** `evidence`, `bounded` (judgement bounded by evidence) or `judgement`. */
  basis: "evidence" | "bounded" | "judgement";
  /** Why it differs from what it cites; may be empty. */
  because: string;
  /** Claims that it stands on. */
  claims: string[];
  /** The declared value; of an uncertainty the most likely one. */
  default: number;
  /** Kept off the first page. */
  hidden: boolean;
  /** Upper end of the range, likewise. */
  high: number;
  /** Korean title; may be empty. */
  ko: string;
  /** Lower end of the range; where nothing bounds it, a value that one future in a thousand stays below. */
  low: number;
  /** Name. */
  name: string;
  /** Chapter; may be empty. */
  sector: string;
  /** Longer text; may be empty. */
  text: string;
  /** Title. */
  title: string;
  /** Unit of the values beside it. */
  unit: string;
  /** The values that it may take, where it is a list; else `null`. */
  values: number[] | null;
}
/** All that the page knows of a model. */
export interface PageModel {
  /** Who acts. */
  actors: PageName[];
  /** The policy that others are compared with at first. */
  baseline: string;
  /** Where a reader starts, when a study was opened: what that study asked. */
  beginning: Setting | null;
  /** Claims. */
  claims: PageClaim[];
  /** Criteria; the first one is the core. */
  criteria: PageCriterion[];
  /** Games. */
  games: PageGame[];
  /** Fingerprint of its texts. */
  hash: string;
  /** Korean title; may be empty. */
  ko: string;
  /** Levers. */
  levers: PageLever[];
  /** Name. */
  name: string;
  /** Outcomes, in the order of every answer. */
  outcomes: PageOutcome[];
  /** Policies. */
  policies: PagePolicy[];
  /** Chapters. */
  sectors: PageSector[];
  /** Variables drawn over time. */
  series: PageSeries[];
  /** Sources. */
  sources: PageSource[];
  /** Tables, which claims may stand behind too. */
  tables: PageName[];
  /** Longer text; may be empty. */
  text: string;
  time: PageTime;
  /** Title. */
  title: string;
  /** Uncertainties. */
  uncertainties: PageUncertainty[];
  /** Quantities with their equations. */
  variables: PageVariable[];
  /** Version of this program. */
  version: string;
  /** Worlds. */
  worlds: PageWorld[];
}
/** What a reader has set. */
export interface Setting {
  /** False: every event is silent. */
  events?: boolean;
  /** Numbers of futures, rising: one answer each. A number is the size of the design too. */
  ladder?: number[];
  /** Uncertainties held at a value, in their shown units. */
  locks?: {
    [k: string]: number;
  };
  /** The model. */
  model: string;
  /** Ranges of uncertainties moved by hand, in their shown units. */
  ranges?: {
    /**
     * @minItems 2
     * @maxItems 2
     */
    [k: string]: [number, number];
  };
  /** The strategy that the others are compared with; the first when left out. */
  reference?: string | null;
  /** Seed of all luck. */
  seed?: number;
  /** The strategies, one to four. */
  strategies: StrategyAsked[];
  /** Thresholds of outcomes moved by hand, in their shown units. */
  thresholds?: {
    [k: string]: number;
  };
  /** A world whose uncertainties are fixed. */
  world?: string | null;
}
/** What futures are judged by. */
export interface PageOutcome {
  /** Its threshold, where it has one. */
  acceptable: PageAcceptable | null;
  /** `higher`, `lower` or `neither`. */
  better: "higher" | "lower" | "neither";
  /** Criteria that it is part of. */
  criteria: string[];
  /** Kept off the first page. */
  hidden: boolean;
  /** Korean title; may be empty. */
  ko: string;
  /** Name. */
  name: string;
  /** Title. */
  title: string;
  /** Unit of its values. */
  unit: string;
}
/** A preset of levers. */
export interface PagePolicy {
  /** Korean title; may be empty. */
  ko: string;
  /** Name. */
  name: string;
  /** What it sets; the rest stays at its default. */
  settings: PagePolicySetting[];
  /** A stress test: shown, never marked best. */
  stress: boolean;
  /** Longer text; may be empty. */
  text: string;
  /** Title. */
  title: string;
}
/** What a policy sets a lever to. */
export interface PagePolicySetting {
  /** `constant`, `path` or `rule`. */
  kind: "constant" | "path" | "rule";
  /** The lever. */
  lever: string;
  /** The setting in words or as written. */
  text: string;
  /** The value of a constant. */
  value: number | null;
}
/** A chapter of a model. */
export interface PageSector {
  /** Korean title; may be empty. */
  ko: string;
  /** Name. */
  name: string;
  /** Longer text; may be empty. */
  text: string;
  /** The literature it follows. */
  theory: string;
  /** Title. */
  title: string;
}
/** A variable that is drawn over time when nobody chose another. */
export interface PageSeries {
  /** Korean title; may be empty. */
  ko: string;
  /** Name. */
  name: string;
  /** Title. */
  title: string;
  /** Unit. */
  unit: string;
}
/** A document that says something. */
export interface PageSource {
  /** What sort of source. */
  kind: string | null;
  /** Name. */
  name: string;
  /** When, as written. */
  published: string | null;
  /** Who published it. */
  publisher: string | null;
  /** Title. */
  title: string;
  /** Address. */
  url: string | null;
}
/** Time of a model. */
export interface PageTime {
  /** True when times are years. */
  calendar: boolean;
  /** Times at which series have points. */
  points: number[];
  /** First time. */
  start: number;
  /** Last time. */
  stop: number;
}
/** A number nobody sets. */
export interface PageUncertainty {
  /** `evidence`, `bounded` (judgement bounded by evidence) or `judgement`. */
  basis: "evidence" | "bounded" | "judgement";
  /** Why it differs from what it cites; may be empty. */
  because: string;
  /** Claims that it stands on. */
  claims: string[];
  /** The declared value; of an uncertainty the most likely one. */
  default: number;
  /** Family of its distribution, or `set`. */
  family: string;
  /** Stays at its default until a reader moves its range. */
  held: boolean;
  /** Kept off the first page. */
  hidden: boolean;
  /** Upper end of the range, likewise. */
  high: number;
  /** Korean title; may be empty. */
  ko: string;
  /** Lower end of the range; where nothing bounds it, a value that one future in a thousand stays below. */
  low: number;
  /** Name. */
  name: string;
  /** Chapter; may be empty. */
  sector: string;
  /** Longer text; may be empty. */
  text: string;
  /** Title. */
  title: string;
  /** Unit of the values beside it. */
  unit: string;
  /** The values that it may take, where it is a list; else `null`. */
  values: number[] | null;
}
/** A quantity with its equation. */
export interface PageVariable {
  /** As written; empty for parts of games. */
  equation: string;
  /** Kept off the first page. */
  hidden: boolean;
  /** What it is, in one word. */
  kind: string;
  /** Korean title; may be empty. */
  ko: string;
  /** Name. */
  name: string;
  /** What it reads. */
  reads: string[];
  /** Chapter; may be empty. */
  sector: string;
  /** Title. */
  title: string;
  /** Unit. */
  unit: string;
}
/** Uncertainties fixed together. */
export interface PageWorld {
  /** Korean title; may be empty. */
  ko: string;
  /** Name. */
  name: string;
  /** What it fixes. */
  settings: PageWorldSetting[];
  /** Longer text; may be empty. */
  text: string;
  /** Title. */
  title: string;
}
/** One uncertainty of a world. */
export interface PageWorldSetting {
  /** The uncertainty. */
  name: string;
  /** Its value there. */
  value: number;
}
/** A model that the lab serves. */
export interface PageModelLine {
  /** Korean title; may be empty. */
  ko: string;
  /** Name, as asked for in `/api/model/{name}`. */
  name: string;
  /** Title. */
  title: string;
}
/** Series of variables. */
export interface PathsAnswer {
  /** Futures. */
  futures: number;
  /** Times of the points. */
  points: number[];
  /** The variables. */
  variables: PathsVariable[];
}
/** A variable over time under all strategies. */
export interface PathsVariable {
  /** Of the first strategy that is not the reference; `null` for a single strategy. */
  difference: PathsDifference | null;
  /** Of every strategy but the reference. */
  differences: PathsDifference[];
  /** Name. */
  name: string;
  /** Under each strategy. */
  strategies: PathsStrategy[];
  /** Unit of its values. */
  unit: string;
}
/** A paired difference over time. */
export interface PathsDifference {
  /** Upper end of the 95 % interval. */
  high: Number[];
  /** The strategy that is compared with the reference. */
  id: string;
  /** Lower end of the 95 % interval. */
  low: Number[];
  /** Mean difference. */
  mean: Number[];
}
/** A variable over time under one strategy. */
export interface PathsStrategy {
  /** Five rows: the values below which 5, 25, 50, 75 and 95 % of futures lie, point by point. */
  bands: Number[][];
  /** The strategy. */
  id: string;
  /** The first three futures, point by point. */
  samples: Number[][];
}
/** A question about series. */
export interface PathsSetting {
  /** False: every event is silent. */
  events?: boolean;
  /** Numbers of futures, rising: one answer each. A number is the size of the design too. */
  ladder?: number[];
  /** Uncertainties held at a value, in their shown units. */
  locks?: {
    [k: string]: number;
  };
  /** The model. */
  model: string;
  /** Ranges of uncertainties moved by hand, in their shown units. */
  ranges?: {
    /**
     * @minItems 2
     * @maxItems 2
     */
    [k: string]: [number, number];
  };
  /** The strategy that the others are compared with; the first when left out. */
  reference?: string | null;
  /** Seed of all luck. */
  seed?: number;
  /** The strategies, one to four. */
  strategies: StrategyAsked[];
  /** Thresholds of outcomes moved by hand, in their shown units. */
  thresholds?: {
    [k: string]: number;
  };
  /** The variables, one to thirty-two. */
  variables: string[];
  /** A world whose uncertainties are fixed. */
  world?: string | null;
}
/** A question that waits for its turn. */
export interface QueueShown {
  /** Questions before it. */
  ahead: number;
}
/** Why something was refused, and how to mend it. */
export interface RefusalShown {
  /** How to mend it; may be empty. */
  help: string;
  /** What is wrong. */
  why: string;
}
