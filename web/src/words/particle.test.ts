import { expect, test } from "vitest";
import { ending, particle } from "./particle";

test("Hangul words take the particle of their last syllable", () => {
  expect(particle("자율성", "은/는")).toBe("자율성은");
  expect(particle("억제 신뢰도", "이/가")).toBe("억제 신뢰도가");
  expect(particle("부담", "을/를")).toBe("부담을");
  expect(particle("서울", "으로/로")).toBe("서울로");
  expect(particle("미국", "으로/로")).toBe("미국으로");
  expect(particle("북한", "과/와")).toBe("북한과");
});

test("digits and letters are read aloud", () => {
  expect(particle("A", "은/는")).toBe("A는");
  expect(particle("N", "은/는")).toBe("N은");
  expect(particle("2033", "이/가")).toBe("2033이");
  expect(particle("2032", "이/가")).toBe("2032가");
  expect(particle("1", "으로/로")).toBe("1로");
});

test("brackets and quotes do not count", () => {
  expect(particle("안보 부담(GDP 비중)", "이/가")).toBe("안보 부담(GDP 비중)이");
  expect(ending("“미국”")).toBe("closed");
  expect(particle("30%", "을/를")).toBe("30%를");
});
