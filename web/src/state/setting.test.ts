import { expect, test } from "vitest";
import type { Model } from "../wire";
import { contested } from "./setting";

const assumption = (name: string, more = {}) => ({ name, hidden: false, low: 0, high: 2, family: "triangular", claims: [], ...more });
const world = (...names: string[]) => ({ settings: names.map((name) => ({ name, value: 1 })) });

test("assumptions begin with what most theories set, in the order of the theories; dice come last", () => {
  const model = {
    uncertainties: [assumption("die", { family: "uniform", high: 1 }), assumption("quiet"), assumption("late"), assumption("early"), assumption("fixed", { high: 0 }), assumption("secret", { hidden: true }), assumption("once")],
    worlds: [world("early", "die", "secret"), world("once", "late"), world("late", "early", "die", "fixed")],
  } as unknown as Model;
  expect(contested(model, 5)).toEqual(["early", "late", "once", "quiet", "die"]);
  expect(contested(model, 2)).toEqual(["early", "late"]);
});
