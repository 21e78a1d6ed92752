// Made by `npm run wire` from crates/linchpin-web/openapi.json: change the Rust types, not this file.

/** A number that may be missing: NaN travels as `null`. */
export type Number = number | null;

/** One side of a dispute. */
export interface AlternativeShown {
  /** The claim. */
  claim: string;
  /** What it says. */
  says: string;
  /** Its number with its unit. */
  value: string;
}
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
  /** How verdicts were tested on other weights; `null` where they are tested by sampling alone. */
  tested: AnswerTested | null;
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
  /** True where the interval is clear of zero and, once that was tested, the ordering survives other weights. */
  decided: boolean;
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
/**
 * How verdicts were tested on other weights: all numbers fixed inside equations are multiplied, in every draw, by factors of
 * their own; an ordering survives that holds in nine of ten draws.
 */
export interface AnswerTested {
  /** How far, as a share of each. */
  bound: number;
  /** Differences from the reference, of outcomes with a direction, that sampling decides. */
  decided: number;
  /** Draws that count. */
  draws: number;
  /** Futures of each. */
  futures: number;
  /** Those of them whose ordering does not survive: undecided now. */
  taken_back: number;
  /** Numbers that were changed; 0 where the equations hold none. */
  weights: number;
}
/** One input that an article would set. */
export interface ArticleChange {
  /** Why it cannot be set, where it cannot. */
  hindered: string | null;
  /** The input. */
  input: string;
  /** The paragraph that says so. */
  paragraph: number;
  /** As it is typed behind `--set`. */
  set: string;
  /** Its title. */
  title: string;
  value: Quantity;
}
/** A number with its unit. */
export interface Quantity {
  /** As shown. */
  shown: string;
  /** As declared; `1` for a pure number. */
  unit: string;
  /** In `unit`. */
  value: number;
}
/** One thing that an article says. */
export interface ArticleItem {
  /** The claim or variable that it speaks of. */
  about: string | null;
  /** `claim` or `variable`. */
  about_kind: string | null;
  /** Its title. */
  about_title: string | null;
  /** The article's value less that. */
  by: Quantity | null;
  /** One past the last byte. */
  end: number;
  /** What the ledger or the model has. */
  held: Quantity | null;
  /** Sort of quantity, or `stance`. */
  kind: string;
  /** The literal words. */
  literal: string;
  /** How it is meant. */
  mood: string;
  /** Paragraph. */
  paragraph: number;
  /** Who says it. */
  speaker: string | null;
  /** First byte within the paragraph's text. */
  start: number;
  /** The article's value. */
  value: Quantity | null;
  /** `confirms`, `contradicts`, `updates`, `new` or `not taken over`. */
  verdict: "confirms" | "contradicts" | "updates" | "new" | "not taken over";
  /** Reasons. */
  why: string[];
}
/** An assumption that a verdict hangs on. */
export interface AssumptionShown {
  /** The sign of the change is another in its lower half than in its upper one, beyond doubt of sampling. */
  flips: boolean;
  high_half: HalfShown;
  /** Its Korean title; may be empty. */
  ko: string;
  low_half: HalfShown;
  /** Name of the uncertainty. */
  name: string;
  /** Its title. */
  title: string;
}
/** The change in half of the futures: those in which an assumption is low, or high. */
export interface HalfShown {
  /** Upper end of its 95 % interval. */
  high: number | null;
  /** Lower end of its 95 % interval. */
  low: number | null;
  /** Mean change in standard deviations of the comparison run. */
  shift: number | null;
}
/** The part of an input's range that lies in a box. */
export interface BoxRange {
  /** Values inside the box, of an input that has categories; else empty. */
  among: number[];
  by_chance: Number;
  /** Resamples whose box restricts this input too. */
  came_back: number;
  /** The input. */
  input: string;
  /**
   * Ends inside the box.
   *
   * @minItems 2
   * @maxItems 2
   */
  inside: [number, number];
  /** True where nothing but judgement stands behind the range. */
  judged: boolean;
  title: SaidShown;
  /** Its unit. */
  unit: string;
  /**
   * Ends of all futures' values.
   *
   * @minItems 2
   * @maxItems 2
   */
  whole: [number, number];
}
/** The same words in English and Korean. */
export interface SaidShown {
  /** English. */
  en: string;
  /** Korean. */
  ko: string;
}
/** One box of a search, to be selected. */
export interface BoxStep {
  /** Share of all failures inside. */
  coverage: number;
  /** Share of the futures inside that fail. */
  density: number;
  /**
   * Ends of its 95 % interval.
   *
   * @minItems 2
   * @maxItems 2
   */
  density_interval: [number, number];
  /** Failures inside. */
  failures: number;
  /** Futures inside. */
  futures: number;
  /** Share of all futures inside. */
  mass: number;
  /** Restricted inputs, the strongest first. */
  ranges: BoxRange[];
  when: SaidShown;
}
/** When one strategy fails. */
export interface Breaks {
  /** The one with the best balance of size and density; `same` is about it. */
  chosen: number;
  /** Those of them that fail. */
  failures: number;
  /** Futures that were judged. */
  futures: number;
  /** The strategy. */
  id: string;
  /** Futures left out because a run in them failed. */
  left_out: number;
  /** The criterion or outcome that fails. */
  measure: string;
  /** Why there is no box; empty where there is one. */
  refused: string;
  /** Times the futures were drawn again. */
  resamples: number;
  /** Those of them that gave the same box. */
  same: number;
  /** Futures over the two strongest inputs; `null` where fewer than two are restricted. */
  scatter: BreaksScatter | null;
  /** All boxes, each inside the last. */
  steps: BoxStep[];
}
/** Futures over the two strongest inputs. */
export interface BreaksScatter {
  /** The futures. */
  dots: BreaksDot[];
  /** The input along the bottom. */
  x: string;
  /** Its unit. */
  x_unit: string;
  /** The input along the side. */
  y: string;
  /** Its unit. */
  y_unit: string;
}
/** One future over two inputs. */
export interface BreaksDot {
  /** True where it fails. */
  fails: boolean;
  /** Value of the first. */
  x: number;
  /** Value of the second. */
  y: number;
}
/** The same comparison in every theory world. */
export interface ByWorld {
  /** Futures of each world. */
  futures: number;
  /** The criterion or outcome. */
  measure: string;
  /** As sampled first, then the worlds. A first place survives other weights there. */
  rows: WorldRow[];
  /** The strategies. */
  strategies: string[];
  /** Unit of the values; empty for a criterion. */
  unit: string;
}
/** One measure under all strategies in one world. */
export interface WorldRow {
  /** The strategy that stands first, where that is decided. */
  first: string | null;
  /** Means in the order of the strategies; of a criterion futures of 100. */
  values: Number[];
  /** The world; `null` for the futures as they are sampled. */
  world: string | null;
}
/** The mean change of what a sentence speaks of, over the same futures under the same luck. */
export interface ChangeShown {
  /** Upper end of its 95 % interval. */
  high: number | null;
  /** Lower end of its 95 % interval. */
  low: number | null;
  /** Mean change, in `unit`. */
  mean: number | null;
  /** Change below which 5 % of the futures lie. */
  p5: number | null;
  /** Change below which 95 % of the futures lie. */
  p95: number | null;
  /** The unit; standard deviations of the comparison run where what is compared has no unit of its own. */
  unit: string;
}
/**
 * Sentences of sources as comparisons, with the model's answers. Contradictions come first, those with people who speak
 * for a government before the others; then what depends; then what is reproduced.
 */
export interface ContractReport {
  /** How many are contradicted. */
  contradicted: number;
  /** How many depend. */
  depends: number;
  /** Name of the model. */
  model: string;
  /** How many sentences are reproduced. */
  reproduced: number;
  /** Seed of all luck. */
  seed: number;
  /** The sentences. */
  sentences: SentenceShown[];
  /** Of these and the contradicted ones, how many by little. */
  small: number;
  /** Title of the model. */
  title: string;
  /** How many answers are not the expected ones. */
  unexpected: number;
}
/** One sentence and the model's answer. */
export interface SentenceShown {
  /** What the comparison run sets. */
  against: string[];
  /** `reproduced`, `contradicted` or `depends`. */
  answer: "reproduced" | "contradicted" | "depends";
  /** Whether it is that one. */
  as_expected: boolean;
  /** For a sentence that is not reproduced: what moves the change most, those that flip its sign first. */
  assumptions: AssumptionShown[];
  /** Why it comes out so, in the modeller's words. */
  because: string | null;
  change: ChangeShown;
  /** `up`, `down` or `same`. */
  claimed: "up" | "down" | "same";
  /** Claims of the ledger that it comes from. */
  claims: string[];
  /** What is compared, as written. */
  compared: string;
  /** The answer that the model's text expects. */
  expected: string;
  /** Futures left out because a run faulted. */
  faulted: number;
  /** Where it is said. */
  found: SaidAt[];
  /** Futures compared. */
  futures: number;
  /** The same in Korean; may be empty. */
  ko: string;
  /** Of these, futures in which anything moves. */
  moved: number;
  /** Why it could not be run. */
  note: string | null;
  /** The speaker speaks for one of the model's actors: for a government. */
  official: boolean;
  /** Where it stands in the model's text. */
  place: string;
  /** Share of the futures that move in which the change has the claimed sign; `null` where none moves. */
  share: number | null;
  /** Mean change in standard deviations of the comparison run. */
  shift: number | null;
  /** The effect is there, and below a tenth of a standard deviation. */
  small: boolean;
  /** Who says it. */
  speaker: string | null;
  /** The sentence in the modeller's words. */
  title: string;
  /** What is set. */
  when: string[];
  /** For a sentence that is not reproduced: worlds in which the answer is another. */
  worlds: WorldAnswer[];
}
/** A place in a source with the words that stand there. */
export interface SaidAt {
  /** The literal words to look for. */
  figure: string | null;
  /** The number that it gives instead, where it says otherwise. */
  instead: Quantity | null;
  /** What sort of source it is. */
  kind: string | null;
  /** Paragraph, counted over non-empty lines. */
  paragraph: number | null;
  /** When. */
  published: string | null;
  /** Who published it. */
  publisher: string | null;
  /** The whole paragraph, where the document is at hand. */
  said: string | null;
  /** Name of the source. */
  source: string;
  /** Its title. */
  title: string;
  /** Its address. */
  url: string | null;
  /** Sources whose words are passed on there. */
  via: string[];
  /** The literal words stand in that paragraph; `null` where the document is not at hand. */
  words_found: boolean | null;
}
/** What a sentence becomes in a world of the model. */
export interface WorldAnswer {
  /** `reproduced`, `contradicted` or `depends`. */
  answer: "reproduced" | "contradicted" | "depends";
  /** Share of the futures that move in which the change has the claimed sign; `null` where none moves. */
  share: number | null;
  /** Mean change in standard deviations. */
  shift: number | null;
  /** Its title. */
  title: string;
  /** Name of the world. */
  world: string;
}
/** A dispute put to the model. */
export interface DisputeReport {
  /** The claims that disagree. */
  alternatives: AlternativeShown[];
  /** The policy that others are compared with. */
  baseline: string;
  /** How many of them flip. */
  flips: number;
  /** Futures, the same for all sides. */
  futures: number;
  /** The model. */
  model: string;
  /** Outcomes with a direction. */
  outcomes: DisputedOutcome[];
  /** Seed of all luck. */
  seed: number;
  /** Its title. */
  title: string;
  /** The uncertainty. */
  variable: string;
}
/** One outcome under all sides of a dispute. */
export interface DisputedOutcome {
  /** Name. */
  outcome: string;
  /** In the order of the alternatives. */
  sides: SideShown[];
  /** Title. */
  title: string;
  /** Policies that are better than the baseline under one side and worse under another. */
  turned: string[];
  /** Unit of the differences. */
  unit: string;
  /** `holds`, `open` (decided under no side), `weakens` (decided under some sides only) or `flips`. */
  verdict: "holds" | "open" | "weakens" | "flips";
}
/** What comes out under one side of a dispute. */
export interface SideShown {
  /** The best policy, where the futures decide it. */
  best: string | null;
  /** Every policy but the baseline. */
  signs: SignShown[];
}
/** A policy beside the baseline, under one side of a dispute. */
export interface SignShown {
  /** Mean paired difference from the baseline. */
  difference: number | null;
  /** Upper end. */
  high: number | null;
  /** Lower end of its 95 % interval. */
  low: number | null;
  /** The policy. */
  policy: string;
  /** `better`, `worse`, `same` or `undecided`. */
  sign: "better" | "worse" | "same" | "undecided" | "baseline";
}
/** A dated event. */
export interface EventShown {
  /** Where it begins, in years. */
  begins: number;
  /** Claims that say so. */
  claims: string[];
  /** True when a source says otherwise. */
  disputed: boolean;
  /** Where it ends. */
  ends: number;
  /** What happens. */
  says: string;
  /** `planned` or `observed`. */
  status: "planned" | "observed";
  /** When, as the ledger says it. */
  when: string;
}
/** A question about what breaks a strategy, or what should be found out. */
export interface ExploreSetting {
  /** The strategy that is looked at; every one when left out. */
  about?: string | null;
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
  /** True: a comparison ends with one more answer, in which only verdicts that survive other weights are told. */
  weights?: boolean;
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
/** One analysis of several. */
export interface ExploredAnswer {
  /** Its name. */
  analysis: string;
  /** `prim`: failures by strategy. */
  breaks: Breaks[];
  /** Analyses that are done, this one included. */
  done: number;
  /** Futures behind it. */
  futures: number;
  /** Analyses in all. */
  of: number;
  /** `given_data`: inputs over time. */
  over_time: OverTime[];
  question: SaidShown;
  /** `given_data`, `features`, `regional`: inputs by strategy and measure. */
  rankings: Ranking[];
  /** Why it could not be done; empty where it was. */
  refused: string;
  /** `tipping`: where the preference turns. */
  turns: Turns[];
  /** `worlds`: the strategies in every theory world. */
  worlds: ByWorld | null;
}
/** Which inputs a variable of one strategy turns on, date by date. */
export interface OverTime {
  /** The strategy. */
  id: string;
  /** The inputs, the strongest first. */
  inputs: string[];
  /** `[input][date]`: share of the variance that the input explains alone, luck taken off. */
  shares: Number[][];
  /** The dates, in the model's unit of time. */
  times: number[];
  /** The variable. */
  variable: string;
}
/** Inputs by how much a measure of one strategy turns on them, the strongest first. */
export interface Ranking {
  /** The strategy. */
  id: string;
  /** The inputs. */
  inputs: Scored[];
  /** The criterion or outcome. */
  measure: string;
}
/** One input with its score. */
export interface Scored {
  high: Number;
  /** The input. */
  input: string;
  /** True where nothing but judgement stands behind the input. */
  judged: boolean;
  low: Number;
  value: Number;
}
/** Where the preference between a strategy and the reference turns, on one measure. */
export interface Turns {
  /** The strategy. */
  id: string;
  /** The criterion or outcome. */
  measure: string;
  /** Why there are none; empty where it was looked for. */
  refused: string;
  /** Turning values, those where switching is worth most first; some may not be firm. */
  turns: Turn[];
  /** Unit of the advantages; empty for a criterion, whose advantages are futures of 100. */
  unit: string;
}
/** A value of an input at which the preference turns. */
export interface Turn {
  above: TurnSide;
  at: Number;
  below: TurnSide;
  /**
   * True where the turn is firm: it comes back in nine of ten resamples, both sides are clear of zero, and it survives
   * other weights.
   */
  firm: boolean;
  /** True when the strategy does better above the value, and the reference below. */
  first_above: boolean;
  high: Number;
  /** The input. */
  input: string;
  low: Number;
  returns: Number;
  /** Its unit. */
  unit: string;
}
/**
 * Mean advantage of one strategy over another in a part of the futures, in the measure's unit; of a criterion in futures of
 * 100.
 */
export interface TurnSide {
  high: Number;
  low: Number;
  mean: Number;
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
  /** True: a comparison ends with one more answer, in which only verdicts that survive other weights are told. */
  weights?: boolean;
  /** A world whose uncertainties are fixed. */
  world?: string | null;
}
/** A change in which policy is best. */
export interface ImpactOrder {
  /** Best with. */
  after: string | null;
  /** Best without. */
  before: string | null;
  /** Its name. */
  name: string;
  /** Outcome or criterion. */
  what: string;
}
/** One outcome under one policy. */
export interface ImpactOutcome {
  /** Share of futures that are acceptable with. */
  acceptable_with: number | null;
  /** Share of futures that are acceptable without. */
  acceptable_without: number | null;
  /** Mean paired difference. */
  difference: number | null;
  /** Upper end of its 95 % interval. */
  high: number | null;
  /** Lower end of its 95 % interval. */
  low: number | null;
  /** Large and sure enough to matter. */
  matters: boolean;
  /** Part of the spread over futures. */
  of_spread: number | null;
  /** Outcome. */
  outcome: string;
  /** Policy. */
  policy: string;
  /** Its title. */
  title: string;
  /** Unit of the numbers. */
  unit: string;
  /** Mean with. */
  with: number | null;
  /** Mean without. */
  without: number | null;
}
/** What a reader accepts of an article. */
export interface ImpactSetting {
  /** Changes as a reading tells them, such as `share_target=3.2`; one to thirty-two. */
  changes: string[];
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
  /** True: a comparison ends with one more answer, in which only verdicts that survive other weights are told. */
  weights?: boolean;
  /** A world whose uncertainties are fixed. */
  world?: string | null;
}
/** What follows when an article is right. */
export interface ImpactShown {
  /** Files of the articles. */
  articles: string[];
  /** Runs that failed. */
  faults: number;
  /** Futures. */
  futures: number;
  /** True when no outcome moves enough to matter and no order changes. */
  nothing_that_matters: boolean;
  /** Every outcome under every policy. */
  outcomes: ImpactOutcome[];
  /** Where the best policy changes. */
  reordered: ImpactOrder[];
  /** What was set, as it is typed behind `--set`. */
  settings: string[];
}
/** Events about one thing. */
export interface LaneShown {
  /** The word for it. */
  about: string;
  /** In order of date. */
  events: EventShown[];
}
/** A question that an article leaves out. */
export interface LeftOut {
  /** Articles of the ledger that speak of it. */
  carried: number;
  /** The ledger has the silence itself as a claim. */
  expected: boolean;
  /** Articles of the ledger. */
  of: number;
  /** The question. */
  question: string;
  /** What a claim of the ledger says about it. */
  says: string;
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
  /** The longer text in Korean; may be empty. */
  text_ko: string;
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
  /** The longer text in Korean; may be empty. */
  text_ko: string;
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
  /** The longer text in Korean; may be empty. */
  text_ko: string;
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
  /** True: a comparison ends with one more answer, in which only verdicts that survive other weights are told. */
  weights?: boolean;
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
  /** The longer text in Korean; may be empty. */
  text_ko: string;
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
  /** The longer text in Korean; may be empty. */
  text_ko: string;
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
  /** The longer text in Korean; may be empty. */
  text_ko: string;
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
  /** The longer text in Korean; may be empty. */
  text_ko: string;
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
/** An article read against a model, with its text. */
export interface PageReading {
  /** File as it was named. */
  article: string;
  /** What it would set. */
  changes: ArticleChange[];
  /** What it says. */
  items: ArticleItem[];
  /** Its language. */
  language: string;
  /** What it leaves out. */
  leaves_out: LeftOut[];
  /** What had to be mended. */
  notes: string[];
  /** Paragraphs that were read. */
  paragraphs: number;
  /** Its day. */
  published: string | null;
  /** Its paragraphs. */
  text: ReadParagraph[];
  /** Its title. */
  title: string | null;
}
/** A paragraph of an article, cut where something is said. */
export interface ReadParagraph {
  /** A headline. */
  heading: boolean;
  /** What is said in it: places in the list of items. */
  items: number[];
  /** Its number. */
  number: number;
  /** Its text in order. */
  pieces: ReadPiece[];
}
/** A stretch of a paragraph in which the same things are said. */
export interface ReadPiece {
  /** What is said with them: places in the list of items. */
  items: number[];
  /** Its words. */
  text: string;
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
  /** True: a comparison ends with one more answer, in which only verdicts that survive other weights are told. */
  weights?: boolean;
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
/** The dated events of a ledger. */
export interface TimelineReport {
  /** How many. */
  events: number;
  /** By what they are about; those with plan and fact first. */
  lanes: LaneShown[];
  /** The model. */
  model: string;
}
