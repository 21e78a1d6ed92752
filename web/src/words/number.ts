// Numbers, units and dates as people write them. Comes in: a value in its declared unit. Goes out: text in one language.
// Refuses nothing: a missing number is a dash.

export type Language = "en" | "ko";

const CURRENCY = /^([A-Z]{3})_(trn|bn|mn)$/;
const POWER: Record<string, number> = { trn: 1e12, bn: 1e9, mn: 1e6 };
const CURRENCY_KO: Record<string, string> = { KRW: "원", USD: "달러", JPY: "엔", EUR: "유로", CNY: "위안", GBP: "파운드" };
const COUNTED: Record<string, { one: string; many: string; ko: string }> = {
  person: { one: "person", many: "people", ko: "명" },
  warhead: { one: "warhead", many: "warheads", ko: "기" },
  boat: { one: "boat", many: "boats", ko: "척" },
  util: { one: "util", many: "util", ko: "효용" },
  year: { one: "year", many: "years", ko: "년" },
  month: { one: "month", many: "months", ko: "개월" },
  day: { one: "day", many: "days", ko: "일" },
  minute: { one: "minute", many: "minutes", ko: "분" },
  degF: { one: "°F", many: "°F", ko: "°F" },
};
const PER: Record<string, { en: string; ko: string }> = {
  year: { en: "a year", ko: "연" },
  month: { en: "a month", ko: "월" },
  day: { en: "a day", ko: "하루" },
};

export const DASH = "–";

/** Whether a pure number reads better in per cent: small shares do, indices around one do not. */
export function inPercent(unit: string, ...sizes: (number | null | undefined)[]): boolean {
  const known = sizes.filter((size): size is number => size !== null && size !== undefined);
  return unit === "1" && known.length > 0 && Math.max(...known.map(Math.abs)) <= 0.5;
}

/** A plain number with as many digits as carry something. */
export function plain(value: number | null, language: Language, digits = 3): string {
  if (value === null || !Number.isFinite(value)) return DASH;
  const size = Math.abs(value);
  if (language === "ko" && size >= 1e4) return grouped(value, digits);
  const decimals = size === 0 ? 0 : Math.max(0, Math.min(8, digits - 1 - Math.floor(Math.log10(size))));
  return inDigits(value, language, decimals).replace("-", "−");
}

const formats = new Map<string, Intl.NumberFormat>();

/** A number with groups of digits. Making a format costs far more than using it, so each is kept. */
export function inDigits(value: number, language: Language, decimals = 0): string {
  const key = language + decimals;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(language, { maximumFractionDigits: decimals })));
  return format.format(value);
}

/** Large numbers in 만, 억 and 조. */
export function grouped(value: number, digits = 4): string {
  const size = Math.abs(value);
  if (size < 1e4) return plain(value, "ko", digits);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(size)) + 1 - digits);
  let rest = Math.round(size / step) * step;
  const parts: string[] = [];
  for (const [word, unit] of [["조", 1e12], ["억", 1e8], ["만", 1e4], ["", 1]] as const) {
    const count = Math.floor(rest / unit + 1e-9);
    rest -= count * unit;
    if (count > 0) parts.push(inDigits(count, "ko") + word);
  }
  return (value < 0 ? "−" : "") + parts.join(" ");
}

function money(value: number, code: string, power: string, language: Language, digits: number): string {
  if (language === "ko") return grouped(value * (POWER[power] ?? 1), digits) + " " + (CURRENCY_KO[code] ?? code);
  const sign = value < 0 ? "−" : "";
  return `${sign}${code} ${plain(Math.abs(value), "en", digits)} ${power}`;
}

/** A moment of a calendar model. */
export function date(time: number, language: Language): string {
  const year = Math.floor(time + 1e-6);
  const month = Math.floor((time - year) * 12 + 1e-6);
  if (language === "ko") return `${year}년 ${Math.max(1, month + 1)}월`;
  const name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][Math.max(0, month)];
  return `${name} ${year}`;
}

function calendarYear(value: number, language: Language): string {
  if (Math.abs(value - Math.round(value)) > 1e-6) return date(value, language);
  return language === "ko" ? `${Math.round(value)}년` : String(Math.round(value));
}

interface Look {
  percent?: boolean;
  digits?: number;
  /** "/yr" instead of "a year", where room is short. */
  compact?: boolean;
}

/** A value with its unit. */
export function shown(value: number | null, unit: string, language: Language, look: Look = {}): string {
  if (value === null || !Number.isFinite(value)) return DASH;
  const digits = look.digits ?? 3;
  if (look.percent) return plain(value * 100, language, digits) + (language === "ko" ? "%" : " %");
  const [top = "1", ...below] = unit.split("/");
  const tail = below.map((name) => PER[name] ?? { en: `per ${counted(name, 1, "en")}`, ko: `${counted(name, 1, "ko")}당` });
  const currency = top.match(CURRENCY);
  let text: string;
  if (currency) text = money(value, currency[1] ?? "", currency[2] ?? "", language, digits);
  else if (top === "1") text = plain(value, language, digits);
  else if (top === "year" && below.length === 0 && value > 1000) text = calendarYear(value, language);
  else {
    const thousand = top.startsWith("k") && COUNTED[top.slice(1)] !== undefined;
    // People by the thousand are known to three digits, in both languages alike.
    const amount = thousand ? Number((value * 1000).toPrecision(Math.max(digits, 3))) : value;
    const name = counted(thousand ? top.slice(1) : top, amount, language);
    const said = plain(amount, language, thousand ? Math.max(digits, 3) : digits);
    // A Korean counter stands at a digit, but apart from 만, 억 and 조.
    text = said + (language === "ko" && !/[만억조]$/.test(said) ? "" : " ") + name;
  }
  if (tail.length === 0) return text;
  if (look.compact) return text + below.map((name) => (language === "ko" ? `/${counted(name, 1, "ko")}` : name === "year" ? "/yr" : `/${counted(name, 1, "en")}`)).join("");
  return language === "ko" ? `${tail.map((word) => word.ko).join(" ")} ${text}` : `${text} ${tail.map((word) => word.en).join(" ")}`;
}

function counted(name: string, amount: number, language: Language): string {
  const known = COUNTED[name];
  if (!known) {
    const currency = name.match(CURRENCY);
    return currency ? `${currency[1]} ${currency[2]}` : name.replaceAll("_", " ");
  }
  return language === "ko" ? known.ko : Math.abs(amount) === 1 ? known.one : known.many;
}

/** The unit alone, as it stands beside a number field that holds the raw number. */
export function unitLabel(unit: string, language: Language, percent = false): string {
  if (percent) return "%";
  if (unit === "1") return "";
  const [top = "1", ...below] = unit.split("/");
  const currency = top.match(CURRENCY);
  const ko: Record<string, string> = { trn: "조 ", bn: "10억 ", mn: "100만 " };
  let head: string;
  if (currency) {
    const [, code = "", power = ""] = currency;
    head = language === "ko" ? (ko[power] ?? "") + (CURRENCY_KO[code] ?? code) : `${code} ${power}`;
  } else if (top === "1") head = "1";
  else if (top.startsWith("k") && COUNTED[top.slice(1)]) head = language === "ko" ? "천 " + counted(top.slice(1), 2, "ko") : "thousand";
  else head = counted(top, 2, language);
  return [head, ...below.map((name) => (language === "ko" ? counted(name, 1, "ko") : name === "year" ? "yr" : counted(name, 1, "en")))].join("/");
}

/** A difference with its sign; per cent become points. */
export function difference(value: number | null, unit: string, language: Language, look: Look = {}): string {
  if (value === null || !Number.isFinite(value)) return DASH;
  const sign = value > 0 ? "+" : value < 0 ? "−" : "±";
  const size = Math.abs(value);
  const digits = look.digits ?? 2;
  // The difference of two shares is so many points, not so many per cent.
  if (look.percent || unit === "%") return sign + plain(look.percent ? size * 100 : size, language, digits) + (language === "ko" ? "%p" : " pp");
  if (unit === "year") return sign + plain(size, language, digits) + (language === "ko" ? "년" : ` ${counted("year", size, "en")}`);
  const said = shown(size, unit, language, look.compact ? { digits, compact: true } : { digits });
  // The Korean word for "a year" comes first, the sign belongs to the number.
  const each = language === "ko" ? (said.match(/^(연|월|하루) /)?.[0] ?? "") : "";
  return each + sign + said.slice(each.length);
}

/** From one end to the other, as each language writes it. */
export function span(low: string, high: string, language: Language): string {
  const [, before, from] = low.match(AMOUNT) ?? [];
  const [, again, to, unit] = high.match(AMOUNT) ?? [];
  // A unit that both ends have is said once.
  const once = from !== undefined && to !== undefined && before === again && low === `${before}${from}${unit}`;
  if (language === "ko") return once ? `${from}~${to}${unit}` : `${low}~${high}`;
  if (once && !/\s/.test(from + to)) return /−/.test(from + to) ? `${before}${from} to ${to}${unit}` : `${before}${from}–${to}${unit}`;
  return /[\s–]/.test(low + high) ? `${low} – ${high}` : `${low}–${high}`;
}

/** A currency before it, a number with the words for large ones, a unit after it: dates are none of these. */
const AMOUNT = /^([+±]?(?:[A-Z]{3} )?)([−]?[\d,.]+(?:[조억만](?: [\d,.]+)?)*)((?: ?[^\d]*)?)$/;

/** A share as people count: so many of a hundred futures. */
export function ofHundred(share: number | null): string {
  if (share === null) return DASH;
  const hundred = share * 100;
  if (hundred > 0 && hundred < 0.5) return "<1";
  if (hundred < 100 && hundred > 99.5) return ">99";
  return String(Math.round(hundred));
}
