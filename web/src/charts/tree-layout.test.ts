import { expect, test } from "vitest";
import { layout } from "./tree-layout";

test("endings share the last column, parents stand amid their children", () => {
  const { places, columns, rows } = layout({
    nodes: [
      { name: "open", actions: [{ name: "hold", to: "quiet" }, { name: "press", to: "answer" }] },
      { name: "answer", actions: [{ name: "yield", to: "gain" }, { name: "stand", to: "quarrel" }] },
    ],
    terminals: ["quiet", "gain", "quarrel"],
  });
  expect([columns, rows]).toEqual([2, 3]);
  expect(places.get("quiet")).toEqual({ x: 2, y: 0 });
  expect(places.get("answer")).toEqual({ x: 1, y: 1.5 });
  expect(places.get("open")).toEqual({ x: 0, y: 0.75 });
});

test("a node with two ways in is drawn once, and a ring does not hang", () => {
  const ring = layout({ nodes: [{ name: "a", actions: [{ name: "x", to: "b" }, { name: "y", to: "b" }] }, { name: "b", actions: [{ name: "z", to: "a" }] }], terminals: [] });
  expect(ring.places.size).toBe(2);
});
