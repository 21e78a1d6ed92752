import { expect, test } from "vitest";
import { MODEL } from "../state/fixture";
import type { Variable } from "../wire";
import { conditions, isState, reach, shareRange, tasks } from "./division-read";

const bands = [[0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 1], [0, 1, 1, 1], [0, 1, 1, 1]];

test("a series of noughts and ones is a state; its bands say when it is reached", () => {
  expect(isState(bands)).toBe(true);
  expect(isState([[0, 0.5]])).toBe(false);
  expect(isState([[null]])).toBe(false);
  expect(reach([2026, 2027, 2028, 2029], bands).times).toEqual([2027, 2027, 2028, 2029, null]);
  expect([0, 1, 2, 3].map((place) => shareRange(bands, place, "en"))).toEqual(["0–5", "25–50", "50–75", "75–95"]);
});

test("who holds the levers leads, and conditions come from the events that feed a state", () => {
  const one = (name: string, kind: string, sector: string, reads: string[]): Variable => ({ name, kind, unit: "1", title: "", ko: "", sector, equation: "", reads, hidden: false });
  const lever = (name: string, sector: string, actors: string[]) => ({ ...MODEL.levers[0]!, name, sector, actors });
  const model = {
    ...MODEL,
    sectors: ["a", "b", "c"].map((name) => ({ name, title: name, ko: "", text: "", text_ko: "", theory: "" })),
    levers: [lever("x", "a", ["north"]), lever("y", "b", ["south"])],
    variables: [one("done", "stock", "a", ["happens", "done"]), one("happens", "event", "a", ["done", "strength", "luck", "y"]), one("strength", "auxiliary", "b", []), one("luck", "uncertainty", "b", [])],
  };
  expect(tasks(model)).toEqual([
    { sector: "a", lead: ["north"], levers: ["x"], backing: [{ sector: "b", lead: ["south"] }] },
    { sector: "b", lead: ["south"], levers: ["y"], backing: [] },
  ]);
  expect(conditions(model, "done")).toEqual(["strength", "y"]);
});
