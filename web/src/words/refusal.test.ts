import { expect, test } from "vitest";
import { reasonKo } from "./reason";
import { refusalKo } from "./refusal";

test("what the page's own controls can bring about is told in Korean", () => {
  expect(refusalKo("64 questions wait already")).toContain("64개");
  expect(refusalKo("news.pdf is an encrypted PDF")).toBe("news.pdf는 암호가 걸린 PDF입니다. 암호 없이 저장해 주십시오.");
  expect(refusalKo("there is no lever `x`")).toBeNull();
});

test("why an article's number was judged so is told in Korean", () => {
  expect(reasonKo("cue: 주한미군")).toEqual({ said: "단서", quoted: "주한미군" });
  expect(reasonKo("unit taken as KRW_trn/year")).toEqual({ said: "단위: 조 원/년", quoted: "" });
  expect(reasonKo("it is a demand (“요구”), not a fact")).toEqual({ said: "사실이 아니라 요구", quoted: "요구" });
});
