import { expect, test } from "vitest";
import { start } from "../state/setting";
import { MODEL } from "../state/fixture";
import { command, policyText } from "./command";
import { memoHtml } from "./memo";
import { csvText } from "./save";

test("the command names strategies, baseline, world, locks, futures and seed", () => {
  const state = { ...start(MODEL, "m", "en"), world: "w", locks: { doubt: 0.5 }, seed: 7 };
  expect(command(state, MODEL, 4096)).toBe("linchpin run m --policy other --baseline base --world w --set doubt=0.5 --futures 4096 --seed 7");
  const shares = { ...MODEL, levers: MODEL.levers.map((one) => ({ ...one, unit: "%" })), uncertainties: MODEL.uncertainties.map((one) => ({ ...one, unit: "%" })) };
  expect(command(state, shares, 1)).toContain("--set doubt=0.5%");
  expect(policyText({ id: "B", policy: "other", set: { push: 1.5 } }, shares)).toContain("push = 1.5 %");
  state.strategies[1]!.set = { push: 1.5 };
  expect(command(state, MODEL, 256)).toContain("--policy other_b");
  expect(policyText(state.strategies[1]!, MODEL)).toBe('policy other_b ", changed in the lab"\n  push = 1.5\n');
});

test("rows are quoted and no text becomes a formula", () => {
  const text = csvText({ head: ["a", 'b "c"'], rows: [["=1+1", 2], ["−3", null]] });
  expect(text).toBe('\ufeff"a","b ""c"""\r\n"\'=1+1",2\r\n"−3",\r\n');
});

test("a memo escapes what it is given", () => {
  const html = memoHtml({ language: "en", title: "<b>", subtitle: "", headline: "a & b", sections: [{ title: "t", list: ["<i>"], table: { head: ["h"], rows: [["<x>"]] } }], foot: "" });
  expect(html).toContain("&lt;b&gt;");
  expect(html).toContain("a &amp; b");
  expect(html).not.toContain("<x>");
});
