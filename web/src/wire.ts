// What travels between the page and its server, under the names that the page uses. The shapes are made from the server's
// own API description; see tools/wire.mjs. Numbers are in the unit that stands beside them; null is a missing number.

import type * as api from "./wire-schema";

export type ModelLine = api.PageModelLine;
export type Model = Omit<api.PageModel, "beginning"> & { beginning: Setting | null };
export type Lever = api.PageLever;
export type Uncertainty = api.PageUncertainty;
export type Quantity = Omit<Lever, "actors">;
export type Basis = Lever["basis"];
export type Outcome = api.PageOutcome;
export type Acceptable = api.PageAcceptable;
export type Source = api.PageSource;
export type Claim = api.PageClaim;
export type Variable = api.PageVariable;
export type Standing = Claim["standing"];

/** A question with everything said: the server fills in what others leave out. */
export type Setting = Required<Omit<api.Setting, "strategies" | "reference">> & { strategies: Required<api.StrategyAsked>[]; reference: string };
export type Answer = api.Answer;
export type Level = api.AnswerLevel;
export type Difference = api.AnswerDifference;
export type PathsAnswer = api.PathsAnswer;
export type GameAnswer = api.GameAnswer;
export type ExploreSetting = Setting & { about: string };
export type Explored = api.ExploredAnswer;
export type Breaks = api.Breaks;
export type BoxStep = api.BoxStep;
export type BoxRange = api.BoxRange;
export type Turns = api.Turns;
export type Turn = api.Turn;
export type ByWorld = api.ByWorld;
export type Ranking = api.Ranking;
export type OverTime = api.OverTime;
export type Refusal = api.RefusalShown;
export type Contract = api.ContractReport;
export type Sentence = api.SentenceShown;
export type Dispute = api.DisputeReport;
export type Dates = api.TimelineReport;
export type Reading = api.PageReading;
export type ReadItem = api.ArticleItem;
export type Impact = api.ImpactShown;
export type ImpactRow = api.ImpactOutcome;
