// Korean particles by final consonant. Comes in: a word as it is shown. Goes out: the word with the right particle.

type Pair = "은/는" | "이/가" | "을/를" | "과/와" | "으로/로";

// Digits and Latin letters are read aloud: 3 is 삼 (closed), 2 is 이 (open), L is 엘 (closed), A is 에이 (open).
const CLOSED = new Set([..."013678LMNRlmnr"]);
const RIEUL = new Set([..."178LRlr"]);

function spoken(word: string): string {
  // What stands in brackets is not read before the particle, quotes are not read at all.
  const bare = word.replace(/\s*\([^()]*\)\s*$/, "").replace(/["'”’」』\s.]+$/, "");
  return bare === "" ? word : bare;
}

/** The last sound of a word: none, ㄹ, or another consonant. */
export function ending(word: string): "open" | "rieul" | "closed" {
  const bare = spoken(word);
  const last = bare.at(-1) ?? "";
  const code = last.charCodeAt(0) - 0xac00;
  if (code >= 0 && code < 11172) {
    const final = code % 28;
    return final === 0 ? "open" : final === 8 ? "rieul" : "closed";
  }
  if (last === "%") return "open";
  return RIEUL.has(last) ? "rieul" : CLOSED.has(last) ? "closed" : "open";
}

/** A word followed by the particle that fits it. */
export function particle(word: string, pair: Pair): string {
  const [closed, open] = pair.split("/") as [string, string];
  const end = ending(word);
  const takesOpen = end === "open" || (pair === "으로/로" && end === "rieul");
  return word + (takesOpen ? open : closed);
}

/** A count of a hundred in Korean: `<1` and `>99` are words there. */
export const countKo = (count: string): string => (count.startsWith("<") ? `${count.slice(1)}개 미만` : count.startsWith(">") ? `${count.slice(1)}개 초과` : `${count}개`);

/** A number out of a hundred inside a Korean sentence, without a word for what is counted. */
export const numberKo = (count: string): string => (count.startsWith("<") ? `${count.slice(1)} 미만` : count.startsWith(">") ? `${count.slice(1)} 초과` : count);
