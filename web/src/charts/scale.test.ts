import { expect, test } from "vitest";
import { areaPath, linear, linePath } from "./scale";

test("a scale places, clamps and comes back", () => {
  const x = linear([0, 10], [100, 200]);
  expect([x(0), x(5), x(12), x(-1)]).toEqual([100, 150, 200, 100]);
  expect(linear([0, 10], [100, 200], false)(12)).toBe(220);
  expect(x.invert(150)).toBe(5);
  expect(x.ticks(5)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(linear([3, 3], [0, 10])(3)).toBe(0);
});

test("paths break where numbers are missing", () => {
  const same = (value: number) => value;
  expect(linePath([0, 1, 2, 3], [1, null, 2, 3], same, same)).toBe("M0,1M2,2L3,3");
  expect(areaPath([0, 1], [0, 0], [2, 3], same, same)).toBe("M0,2L1,3L1,0L0,0Z");
  expect(linePath([], [], same, same)).toBe("");
});
