import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { reasonKo } from "./reason";
import { FORMATS, refusalKo, ROWS } from "./refusal";

/** The Rust texts of a folder in one, with `{}` for whatever they fill in. */
const texts = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".rs"))
    .map((name) => readFileSync(join(folder, name), "utf8").replace(/\\\n\s*/g, "").replaceAll('\\"', '"').replace(/\{[^{}"\n]*\}/g, "{}"))
    .join("\n");
const crates = join(import.meta.dirname, "../../../crates");

test("every row is a text of the server", () => {
  const said = ["linchpin-web", "linchpin-lab", "linchpin-read"].map((crate) => texts(join(crates, crate, "src"))).join("\n");
  const rows = ROWS.map(([text]) => text).filter((text) => !FORMATS.some((kind) => text === `{} is ${kind}`));
  expect([...rows, ...FORMATS].filter((text) => !said.includes(`"${text}"`))).toEqual([]);
});

test("every refusal of the server's routes, and of the questions that the page asks, has a row", () => {
  const files = ["linchpin-web/src/refuse.rs", "linchpin-web/src/guard.rs", "linchpin-web/src/state.rs", "linchpin-web/src/turns.rs", "linchpin-web/src/route", "linchpin-lab/src/page"];
  const sources = files.flatMap((file) => (file.endsWith(".rs") ? [join(crates, file)] : readdirSync(join(crates, file)).map((name) => join(crates, file, name))));
  const missing: string[] = [];
  for (const source of sources) {
    const text = readFileSync(source, "utf8").replace(/\\\n\s*/g, "");
    for (const [, first] of text.matchAll(/(?:Refusal::new|Refused::new|busy|forbidden)\(\s*(?:StatusCode::\w+,\s*)?(?:format!\(\s*)?"((?:[^"\\]|\\.)*)"/g)) {
      const shown = (first ?? "").replace(/\{[^{}]*\}/g, "12");
      if (refusalKo(shown) === null) missing.push(shown);
    }
  }
  // Before there is a page, and what no control of the page can ask.
  const elsewhere = [/^two models are called/, /^the request names no host/, /^the system has no randomness/, /is not marked as/, /is not answered at/, /^the page has no file/, /is no uncertainty$/, /^this lab is not called/, /^pages of/, /in one question$/, /^a ladder/, /^the ladder/, /^nobody waits/, /^a strategy cannot/, /^two strategies/, /asked for twice$/, /has errors$/];
  expect(missing.filter((one) => !elsewhere.some((known) => known.test(one)))).toEqual([]);
});

test("what the page's own controls can bring about is told in Korean", () => {
  expect(refusalKo("64 questions wait already")).toContain("64개");
  expect(refusalKo("no answer within 60 seconds")).toContain("60초");
  expect(refusalKo("100000000 futures are more than a page may ask for")).toContain("미래 100000000개는");
  expect(refusalKo("news.pdf is an encrypted PDF")).toBe("news.pdf는 암호가 걸린 PDF입니다. 암호 없이 저장해 주십시오.");
  expect(refusalKo("note.rtf is rich text")).toBe("note.rtf는 글이 아닌 파일 형식입니다. 텍스트나 PDF로 저장해 주십시오.");
  expect(refusalKo("`share_target` cannot be 9 %", () => "국방비 목표")).toBe("‘국방비 목표’ 값으로 9 %는 쓸 수 없습니다. 모형이 정한 범위 밖입니다.");
  expect(refusalKo("there is no lever `x`")).toBe("이 모형에는 이름이 ‘x’인 정책 수단이 없습니다. 화면을 다시 여십시오.");
  expect(refusalKo("there is no strategy `x`")).toContain("전략이 없습니다");
  expect(refusalKo("what nobody knows")).toBeNull();
});

test("every row says something in Korean, and nothing else", () => {
  for (const [text] of ROWS) {
    const said = refusalKo(text.replaceAll("{}", "값"));
    expect(said, text).toMatch(/[.]$/);
    expect(said?.match(/[A-Za-z]{3,}/g)?.filter((word) => !["KiB", "HTML", "PDF", "UTF"].includes(word)) ?? [], text).toEqual([]);
  }
});

test("why an article's number was judged so is told in Korean", () => {
  expect(reasonKo("cue: 주한미군")).toEqual({ said: "단서", quoted: "주한미군" });
  expect(reasonKo("unit taken as KRW_trn/year")).toEqual({ said: "단위: 조 원/년", quoted: "" });
  expect(reasonKo("it is a demand (“요구”), not a fact")).toEqual({ said: "사실이 아니라 요구", quoted: "요구" });
});
