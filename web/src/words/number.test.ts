import { expect, test } from "vitest";
import { date, difference, grouped, ofHundred, plain, shown, span, unitLabel } from "./number";

test("Korean numbers are grouped by ten thousands", () => {
  expect(grouped(65.8642e12)).toBe("65조 8,600억");
  expect(grouped(28500)).toBe("2만 8,500");
  expect(grouped(3.6e9)).toBe("36억");
  expect(plain(1234, "ko", 4)).toBe("1,234");
});

test("values carry their units", () => {
  expect(shown(65.8642, "KRW_trn/year", "ko")).toBe("연 65조 9,000억 원");
  expect(shown(65.8642, "KRW_trn/year", "en")).toBe("KRW 65.9 trn a year");
  expect(shown(28.5, "kperson", "ko")).toBe("2만 8,500명");
  expect(shown(470, "kperson", "ko")).toBe("47만 명");
  expect(shown(27.897, "kperson", "en")).toBe("27,900 people");
  expect(shown(28.5, "kperson", "en")).toBe("28,500 people");
  expect(shown(0.035, "1", "en", { percent: true })).toBe("3.5 %");
  expect(shown(2030, "year", "ko")).toBe("2030년");
  expect(shown(1.5, "year", "en")).toBe("1.5 years");
  expect(shown(0.3, "1/year", "en")).toBe("0.3 a year");
  expect(shown(null, "1", "en")).toBe("–");
});

test("differences show their sign, shares become points", () => {
  expect(difference(0.008, "1", "en", { percent: true })).toBe("+0.8 pp");
  expect(difference(-0.008, "1", "ko", { percent: true })).toBe("−0.8%p");
  expect(difference(-1.8, "%", "en")).toBe("−1.8 pp");
  expect(difference(0.54, "%", "ko", { compact: true })).toBe("+0.54%p");
  expect(difference(-22, "KRW_trn/year", "ko")).toBe("연 −22조 원");
  expect(difference(0.45, "USD_bn/year", "en", { compact: true })).toBe("+USD 0.45 bn/yr");
  expect(span("41", "45", "ko")).toBe("41~45");
  expect(span("Jan 2030", "Jul 2031", "en")).toBe("Jan 2030 – Jul 2031");
  expect(difference(-1.25, "year", "ko")).toBe("−1.3년");
  expect(difference(0, "1", "en")).toBe("±0");
});

test("dates are months of the model's calendar", () => {
  expect(date(2030.5, "ko")).toBe("2030년 7월");
  expect(date(2029.05, "en")).toBe("Jan 2029");
  expect(date(2026, "en")).toBe("Jan 2026");
});

test("shares near the ends never read as never or always", () => {
  expect(ofHundred(0.003)).toBe("<1");
  expect(ofHundred(0.998)).toBe(">99");
  expect(ofHundred(1)).toBe("100");
  expect(ofHundred(0.624)).toBe("62");
});

test("units beside fields", () => {
  expect(unitLabel("KRW_trn/year", "ko")).toBe("조 원/년");
  expect(unitLabel("1", "en", true)).toBe("%");
  expect(unitLabel("kperson", "en")).toBe("thousand");
});

test("a range says its unit once", () => {
  expect(span("27,400 people", "28,200 people", "en")).toBe("27,400–28,200 people");
  expect(span("KRW 77 trn/yr", "KRW 79.8 trn/yr", "en")).toBe("KRW 77–79.8 trn/yr");
  expect(span("39.7 %", "41.2 %", "en")).toBe("39.7–41.2 %");
  expect(span("−1.2 %", "0.3 %", "en")).toBe("−1.2 to 0.3 %");
  expect(span("+0.056/yr", "+0.059/yr", "en")).toBe("+0.056–0.059/yr");
  expect(span("−0.18 pp", "−0.17 pp", "en")).toBe("−0.18 to −0.17 pp");
  expect(span("−0.1 pp", "+0.2 pp", "en")).toBe("−0.1 pp – +0.2 pp");
  expect(span("+USD 0.44 bn/yr", "+USD 0.45 bn/yr", "en")).toBe("+USD 0.44–0.45 bn/yr");
  expect(span("Oct 2028", "Oct 2035", "en")).toBe("Oct 2028 – Oct 2035");
  expect(span("1 year", "2 years", "en")).toBe("1 year – 2 years");
  expect(span("0.2", "0.4", "en")).toBe("0.2–0.4");
  expect(span("34.1%", "41.4%", "ko")).toBe("34.1~41.4%");
  expect(span("2만 7,400명", "2만 8,200명", "ko")).toBe("2만 7,400~2만 8,200명");
  expect(span("4,500억 원", "1조 원", "ko")).toBe("4,500억~1조 원");
  expect(span("2028년 10월", "2035년 10월", "ko")).toBe("2028년 10월~2035년 10월");
  expect(span("2030년", "2035년", "ko")).toBe("2030~2035년");
  expect(span("연 1조 5,000억 원", "연 1조 5,100억 원", "ko")).toBe("연 1조 5,000억 원~연 1조 5,100억 원");
});
