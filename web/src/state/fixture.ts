// A model of one lever and one doubt, for tests.

import type { Model } from "../wire";

const quantity = { title: "", ko: "", text: "", text_ko: "", unit: "1", sector: "", hidden: false, basis: "judgement" as const, claims: [], because: "" };
export const MODEL: Model = {
  name: "m", title: "M", ko: "", text: "", text_ko: "", hash: "abc", version: "1", time: { start: 2026, stop: 2041, points: [2026, 2041], calendar: true },
  actors: [], sectors: [], series: [{ name: "x", title: "", ko: "", unit: "1" }], games: [], variables: [], sources: [], tables: [], claims: [], criteria: [],
  levers: [{ ...quantity, name: "push", default: 1, low: 0, high: 2, values: null, actors: [] }],
  uncertainties: [{ ...quantity, name: "doubt", default: 1, low: 0, high: 2, family: "triangular", values: null, held: false }],
  outcomes: [{ name: "o", title: "", ko: "", unit: "1", better: "lower", acceptable: { sign: "<=", value: 1 }, criteria: [], hidden: false }],
  policies: [{ name: "base", title: "", ko: "", text: "", text_ko: "", stress: false, settings: [] }, { name: "other", title: "", ko: "", text: "", text_ko: "", stress: false, settings: [{ lever: "push", kind: "constant", value: 2, text: "2" }] }],
  worlds: [{ name: "w", title: "", ko: "", text: "", text_ko: "", settings: [] }], baseline: "base", beginning: null,
};
