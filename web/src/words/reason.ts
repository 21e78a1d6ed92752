// Why an article's number was judged as it was, in Korean. Comes in: a reason in the server's English. Goes out: the same in
// Korean, and the words of the article that it quotes, in the article's own language.

import { unitLabel } from "./number";

const STANCE: Record<string, string> = { demands: "요구하는", supports: "지지하는", opposes: "반대하는", fears: "우려하는", intends: "의도하는", holds: "주장하는", denies: "부인하는" };

/** A reason, and the words of the article that it quotes. */
export interface Reason {
  said: string;
  quoted: string;
}

/** Patterns whose last group, where named `quoted`, holds words of the article. */
const KNOWN: [RegExp, (found: Record<string, string>) => string][] = [
  [/^cue near by: (?<quoted>.+)$/, () => "가까운 단서"],
  [/^cue: (?<quoted>.+)$/, () => "단서"],
  [/^words: (?<quoted>.+)$/, () => "같은 낱말"],
  [/^the same number$/, () => "같은 수"],
  [/^a growth, not a level$/, () => "수준이 아니라 증가"],
  [/^a demand$/, () => "요구"],
  [/^a plan, and a lever$/, () => "계획이며 정책 수단"],
  [/^unit taken as (?<unit>.+)$/, ({ unit = "" }) => `단위: ${unitLabel(unit, "ko") || unit}`],
  [/^it is denied(?: \(“(?<quoted>.+)”\))?$/, () => "부인된 말"],
  [/^one side claims it(?: \(“(?<quoted>.+)”\))?$/, () => "한쪽의 주장"],
  [/^it is a possibility(?: \(“(?<quoted>.+)”\))?$/, () => "가능성을 말한 것"],
  [/^it is a demand(?: \(“(?<quoted>.+)”\))?, not a fact$/, () => "사실이 아니라 요구"],
  [/^it is where the change came from$/, () => "바뀌기 전의 값"],
  [/^it is of (?<year>\d+), older than what the model holds$/, ({ year }) => `${year}년의 값으로 모형의 값보다 오래됨`],
  [/^the article is of (?<year>\d+), older than what the model holds$/, ({ year }) => `${year}년 기사로 모형의 값보다 오래됨`],
  [/^the article is of (?<year>\d+), older than the model$/, ({ year }) => `${year}년 기사로 모형보다 오래됨`],
  [/^the model computes it; it has no number of its own here$/, () => "모형이 계산하는 양이라 제 값이 따로 없음"],
  [/^the model computes it$/, () => "모형이 계산하는 양"],
  [/^about another country \((?<quoted>.+)\)$/, () => "다른 나라에 관한 말"],
  [/^nothing in the ledger or the model is called so in this unit$/, () => "근거 대장에도 모형에도 이 단위로 그렇게 불리는 것이 없음"],
  [/^(?<kind>\w+) something that the ledger has not$/, ({ kind = "" }) => `근거 대장에 없는 것을 ${STANCE[kind] ?? "말하는"} 입장`],
  [/^.+ lies outside of its range (?<quoted>.+)$/, () => "범위 밖"],
];

/** The reason in Korean; one that is not known here stays as it is, as a quotation. */
export function reasonKo(why: string): Reason {
  for (const [pattern, say] of KNOWN) {
    const found = why.match(pattern);
    if (found) return { said: say(found.groups ?? {}), quoted: found.groups?.quoted ?? "" };
  }
  return { said: "", quoted: why };
}
