import { expect, test } from "vitest";
import { refusalKo } from "./refusal";

test("what the page's own controls can bring about is told in Korean", () => {
  expect(refusalKo("64 questions wait already")).toContain("64개");
  expect(refusalKo("news.pdf is an encrypted PDF")).toBe("news.pdf는 암호가 걸린 PDF입니다. 암호 없이 저장해 주십시오.");
  expect(refusalKo("there is no lever `x`")).toBeNull();
});
