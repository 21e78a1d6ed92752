// What a reader of the page may be told by the server, in Korean. Comes in: a refusal in the server's English. Goes out: the
// same in Korean, or nothing where it stands in no row. A row is the server's own text with `{}` for what it fills in; a test
// reads the server's texts and fails on a row that is no longer among them. What explorations refuse comes in both languages.

import { particle } from "./particle";

const OTHER = "이 화면과 서버의 판이 서로 다릅니다. 화면을 다시 여십시오.";
const SLOW = "보내는 데 너무 오래 걸렸습니다. 다시 보내십시오.";
const PLAIN = "텍스트나 HTML로 저장해 주십시오.";
const KINDS: Record<string, string> = { lever: "정책 수단", uncertainty: "가정", outcome: "지표", policy: "전략", world: "세계", variable: "변수", strategy: "전략" };

type Row = [string, (called: (name: string) => string, ...found: string[]) => string];

/** Files that hold no readable text, as the server calls them. */
export const FORMATS = ["a packed document, such as Word or Hangul", "an old Word or Hangul document", "an old Hangul document", "rich text", "packed", "a picture", "PostScript"];

/** Texts of the server, and what they say in Korean; a name of the model comes as its title. */
export const ROWS: Row[] = [
  // Much at once.
  ["{} questions wait already", (_, count) => `질문 ${count}개가 이미 기다리고 있습니다. 잠시 뒤에 다시 시도하십시오.`],
  ["too many connections are open", () => "열린 연결이 너무 많습니다. 다른 창을 닫거나 잠시 뒤에 다시 시도하십시오."],
  ["no complete answer within {} seconds", (_, seconds) => `${seconds}초 안에 답을 다 구하지 못했습니다. 미래 수를 줄이거나, 쓰는 사람이 적을 때 다시 시도하십시오.`],
  ["no answer within {} seconds", (_, seconds) => `${seconds}초 안에 답을 구하지 못했습니다. 쓰는 사람이 적을 때 다시 시도하십시오.`],
  ["the question took too long to arrive", () => SLOW],
  ["{} variables in {} futures are more than a page may ask for", (_, count, futures) => `미래 ${futures}개에서 변수 ${count}개는 한 번에 물을 수 있는 양을 넘습니다. 변수를 줄이십시오.`],
  ["{} futures are more than a page may ask for", (_, count) => `미래 ${count}개는 이 화면에서 물을 수 있는 수를 넘습니다. 더 적게 물으십시오.`],
  ["{} futures are more than a page may explore", (_, count) => `미래 ${count}개는 이 화면에서 탐색할 수 있는 수를 넘습니다. 더 적게 물으십시오.`],
  ["a question may have {} KiB", (_, size) => `질문 하나는 ${size} KiB까지입니다. 설정을 줄이십시오.`],
  // Settings.
  ["this lab serves no model `{}`", (_, name) => `이 실험실에는 ‘${name}’ 모형이 없습니다.`],
  ["the model is gone", () => "이 모형은 이제 없습니다. 화면을 다시 여십시오."],
  ["there is no {} `{}`", (_, kind, name) => `이 모형에는 이름이 ‘${name}’인 ${particle(KINDS[kind] ?? "것", "이/가")} 없습니다. 화면을 다시 여십시오.`],
  ["the question cannot be read: {}", () => OTHER],
  ["`{}` cannot be {}", (called, name, value) => `‘${called(name)}’ 값으로 ${particle(value, "은/는")} 쓸 수 없습니다. 모형이 정한 범위 밖입니다.`],
  ["`{}` is no value for `{}`", (called, value, name) => `‘${called(name)}’ 값으로 ${particle(value, "은/는")} 쓸 수 없습니다. 숫자 하나를 넣으십시오.`],
  ["`{}` cannot range over {}: {}", (called, name, range) => `가정 ‘${called(name)}’에 ${range} 범위는 쓸 수 없습니다. 아래쪽 끝을 올리십시오.`],
  ["`{}` cannot range over {}", (called, name, range) => `가정 ‘${called(name)}’에 ${range} 범위는 쓸 수 없습니다. 작은 값을 먼저 넣으십시오.`],
  ["`{}` has no value in {}", (called, name, range) => `가정 ‘${called(name)}’에는 ${range} 안에 값이 없습니다. 가진 값 가운데 하나를 남기십시오.`],
  ["`{}` is a share of `{}`, and shares sum to one: it cannot be moved alone", (called, name, whole) => `‘${called(name)}’ 값은 ‘${called(whole)}’의 몫이고 몫은 합해서 1이므로 혼자 옮길 수 없습니다.`],
  ["`{}` has no threshold to move", (called, name) => `지표 ‘${called(name)}’에는 옮길 기준값이 없습니다.`],
  ["the run faults before that date: {}", () => "이 미래에서는 그 날짜 전에 모형의 실행이 실패합니다. 더 이른 날짜나 다른 미래를 고르십시오."],
  ["the article does not change `{}`", (called, name) => `이 기사는 ‘${called(name)}’ 값을 바꾸지 않습니다.`],
  // Articles.
  ["the article took too long to arrive", () => SLOW],
  ["an article may have {} MB here", (_, size) => `여기서는 기사 하나에 ${size} MB까지 받습니다. 필요한 부분만 잘라 넣으십시오.`],
  ["{} has more than {} MB; no article has", (_, name, size) => `${particle(name, "은/는")} ${size} MB가 넘습니다. 필요한 부분만 잘라 넣으십시오.`],
  ["{} is an encrypted PDF", (_, name) => `${particle(name, "은/는")} 암호가 걸린 PDF입니다. 암호 없이 저장해 주십시오.`],
  ["{} is a broken PDF", (_, name) => `${particle(name, "은/는")} 손상된 PDF입니다. ${PLAIN}`],
  ["{} unpacks to more than an article can hold", (_, name) => `${particle(name, "은/는")} 기사라고 하기에 너무 큽니다. ${PLAIN}`],
  ["{} holds no text, perhaps pictures of it", (_, name) => `${name}에는 읽을 글이 없습니다. 그림만 든 파일일 수 있습니다.`],
  ["{} holds no text", (_, name) => `${name}에는 읽을 글이 없습니다. 파일을 확인해 주십시오.`],
  ["{} is no text in any encoding that is known", (_, name) => `${particle(name, "은/는")} 글이 아닙니다. UTF-8 텍스트로 저장해 주십시오.`],
  ["{} is no text: it holds zero bytes", (_, name) => `${particle(name, "은/는")} 글이 아닙니다. UTF-8 텍스트로 저장해 주십시오.`],
  ["{} defines entities of its own, which may grow without bound", (_, name) => `${particle(name, "은/는")} 끝없이 불어날 수 있는 문서입니다. ${PLAIN}`],
  ...FORMATS.map((kind): Row => [`{} is ${kind}`, (_, name) => `${particle(name, "은/는")} 글이 아닌 파일 형식입니다. 텍스트나 PDF로 저장해 주십시오.`]),
  // The program.
  ["the run was stopped", () => "실행을 멈추었습니다. 다시 시도하십시오."],
  ["the run broke off: this is a fault of the program", () => "실행이 끊겼습니다. 프로그램의 결함이니 설정과 함께 알려 주십시오."],
  ["the lab is closing", () => "실험실을 닫는 중입니다."],
  ["this lab is open to holders of its link only", () => "이 실험실은 링크를 받은 사람에게만 열립니다. 받은 링크를 끝까지 다시 여십시오."],
  ["there is nothing at {}", () => OTHER],
  ["a question has no field `{}`", () => OTHER],
];

const escaped = (text: string) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
const patterns = ROWS.map(([text, say]) => [new RegExp(`^${text.split("{}").map(escaped).join("(.+?)")}$`, "s"), say] as const);

export function refusalKo(why: string, called: (name: string) => string = (name) => name): string | null {
  for (const [pattern, say] of patterns) {
    const found = why.match(pattern);
    if (found) return say(called, ...found.slice(1));
  }
  return null;
}
