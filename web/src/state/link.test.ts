import { expect, test } from "vitest";
import { MODEL } from "./fixture";
import { fit, unpack, write } from "./link";
import { start, type LabState } from "./setting";

const full: LabState = { ...start(MODEL, "m", "ko"), seed: 7, tab: "paths", world: "w", ranges: { doubt: [0.5, 1] }, locks: {}, thresholds: { o: 0.4 }, strategies: [{ id: "A", policy: "base", set: { push: 0.25 } }, { id: "C", policy: "other", set: {} }], active: "C", reference: "A", paths: ["x"] };

async function back(fragment: string) {
  const found = await unpack(fragment);
  if (typeof found === "string") return found;
  return fit(found.packed, MODEL, "m");
}

test("a link restores everything", async () => {
  const fragment = "#" + (await write(full, "abc"));
  expect(await back(fragment)).toEqual({ state: full, notes: [] });
  expect(fragment.length).toBeLessThan(700);
});

test("a link to a changed model says so and drops what is gone", async () => {
  const odd = { ...full, strategies: [{ id: "A" as const, policy: "base", set: { push: 9, lost: 1 } }], world: "nowhere" };
  const found = await back(await write(odd, "old"));
  if (typeof found === "string") throw new Error(found);
  expect(found.state.strategies).toEqual([{ id: "A", policy: "base", set: { push: 2 } }]);
  expect(found.state.world).toBe(null);
  expect(found.notes).toEqual([{ what: "model-changed", detail: "old → abc" }, { what: "gone", detail: "lost" }, { what: "gone", detail: "nowhere" }]);
});

test("mangled and newer links are told apart from none", async () => {
  const fragment = await write(full, "abc");
  expect(await back("")).toBe("none");
  expect(await back("#s=1.")).toBe("mangled");
  expect(await back("#" + fragment.slice(0, 60))).toBe("mangled");
  expect(await back("#s=1.!!!")).toBe("mangled");
  expect(await back(fragment.replace("s=1", "s=99"))).toBe("newer");
});

test("a link written before a field existed takes the default for it", async () => {
  const { future: _, paths: __, ...older } = full;
  const found = await back(await write(older as LabState, "abc"));
  expect(found).toEqual({ state: { ...full, future: 0, paths: ["x"] }, notes: [] });
});

test("an opened study is where a reader starts; a link says otherwise", async () => {
  const beginning = { model: "m", seed: 9, ladder: [], strategies: [{ id: "A", policy: "other", set: { push: 0.5 } }], reference: "A", world: "w", ranges: {}, locks: { doubt: 1.5 }, thresholds: {}, events: true, weights: true };
  const begun = start({ ...MODEL, beginning }, "m", "en");
  expect(begun).toMatchObject({ seed: 9, world: "w", locks: { doubt: 1.5 }, active: "A", strategies: [{ id: "A", policy: "other", set: { push: 0.5 } }] });
  const unpacked = await unpack(await write(full, MODEL.hash));
  if (typeof unpacked !== "object") throw new Error("a link that was just written is read");
  expect(fit(unpacked.packed, { ...MODEL, beginning }, "m").state).toEqual(full);
});
