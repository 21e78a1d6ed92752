// What a reader of the page may be told by the server, in Korean. Comes in: a refusal in the server's English. Goes out: the
// same in Korean, or nothing where it is not among those that the page's own controls can bring about.

import { particle } from "./particle";

const KNOWN: [RegExp, (...found: string[]) => string][] = [
  [/^(\d+) questions wait already/, (count) => `질문 ${count}개가 이미 기다리고 있습니다. 잠시 뒤에 다시 시도하십시오.`],
  [/^no complete answer within (\d+) seconds/, (seconds) => `${seconds}초 안에 답을 다 구하지 못했습니다. 미래 수를 줄여 다시 시도하십시오.`],
  [/^the (question|article) took too long to arrive/, () => "보내는 데 너무 오래 걸렸습니다. 다시 보내십시오."],
  [/^an article may have (\d+) MB here/, (size) => `여기서는 기사 하나에 ${size} MB까지 받습니다. 필요한 부분만 잘라 넣으십시오.`],
  [/^(.+) is an encrypted PDF/, (name) => `${particle(name, "은/는")} 암호가 걸린 PDF입니다. 암호 없이 저장해 주십시오.`],
  [/^(.+) is a broken PDF/, (name) => `${particle(name, "은/는")} 손상된 PDF입니다. 텍스트나 HTML로 저장해 주십시오.`],
  [/^(.+) unpacks to more than an article can hold/, (name) => `${particle(name, "은/는")} 기사라고 하기에 너무 큽니다. 텍스트나 HTML로 저장해 주십시오.`],
  [/^(.+) holds no text/, (name) => `${name}에는 읽을 글이 없습니다. 그림만 든 파일일 수 있습니다.`],
  [/^(.+) is no text/, (name) => `${particle(name, "은/는")} 글이 아닙니다. UTF-8 텍스트로 저장해 주십시오.`],
  [/^`(.+)` cannot range over (.+)/, (name, range) => `가정 ${name}에 ${range} 범위는 쓸 수 없습니다.`],
  [/^`(.+)` has no value in (.+)/, (name, range) => `가정 ${name}에는 ${range} 안에 값이 없습니다.`],
  [/^(.+) is (?:an? [^:]+|rich text|packed|PostScript)$/, (name) => `${particle(name, "은/는")} 글이 아닌 파일 형식입니다. 텍스트나 PDF로 저장해 주십시오.`],
  [/^(.+) defines entities of its own/, (name) => `${particle(name, "은/는")} 끝없이 불어날 수 있는 문서입니다. 텍스트나 HTML로 저장해 주십시오.`],
  [/^the run was stopped/, () => "실행을 멈추었습니다."],
  [/^the run broke off/, () => "실행이 끊겼습니다. 프로그램의 결함이니 설정과 함께 알려 주십시오."],
  [/^the lab is closing/, () => "실험실을 닫는 중입니다."],
];

export function refusalKo(why: string): string | null {
  for (const [pattern, say] of KNOWN) {
    const found = why.match(pattern);
    if (found) return say(...found.slice(1));
  }
  return null;
}
