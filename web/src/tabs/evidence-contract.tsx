// What sources say about effects, beside what the model does: contradictions with those who speak for a government first.

import { SourceName } from "../parts/card";
import { Refused } from "../parts/refused";
import { useGot } from "../state/got";
import { model, state } from "../state/store";
import type { Contract, Model, Sentence } from "../wire";
import { titleByName, titleOf } from "../words";
import { evidenceWords } from "../words/evidence";
import { DASH, ofHundred, plain } from "../words/number";

interface Group {
  heading: string;
  official: boolean;
  sentences: Sentence[];
}

/** Sentences under one heading, in the order in which the server ranked them. */
function groups(sentences: Sentence[]): Group[] {
  const out: Group[] = [];
  for (const one of sentences) {
    const official = one.answer === "contradicted" && one.official;
    const last = out.at(-1);
    if (last && last.heading === one.answer && last.official === official) last.sentences.push(one);
    else out.push({ heading: one.answer, official, sentences: [one] });
  }
  return out;
}

export function ContractView() {
  const text = evidenceWords.value;
  const now = state.value;
  const shape = model.value;
  const { reply, refusal } = useGot<Contract>(now && `/api/model/${encodeURIComponent(now.model)}/contract`);
  if (!now || !shape) return null;
  return (
    <div class="contract">
      <p class="intro">{text.contractIntro}</p>
      {refusal && <Refused refusal={refusal} />}
      {!reply && !refusal && <><p class="hint" role="status">{text.contractWait}</p><div class="waiting" aria-hidden="true"><span /><span /></div></>}
      {reply && <p class="verdict" role="status">{text.contractCounts(reply.reproduced, reply.contradicted, reply.depends)}</p>}
      {reply && !reply.sentences.some((one) => one.found.some((at) => at.said !== null)) && <p class="hint">{text.noParagraph} <code>linchpin lab --documents DIR</code></p>}
      {reply && groups(reply.sentences).map((group, k) => (
        <section key={k}>
          <h3 class="group">{group.official ? text.officialFirst : text.answers[group.heading]} <span class="count">{group.sentences.length}</span></h3>
          {group.sentences.map((one) => <SentenceBlock key={one.place} one={one} shape={shape} open={one.answer === "contradicted"} />)}
        </section>
      ))}
    </div>
  );
}

function SentenceBlock({ one, shape, open }: { one: Sentence; shape: Model; open: boolean }) {
  const text = evidenceWords.value;
  const language = state.value?.language ?? "en";
  const sd = (value: number | null) => (value === null ? DASH : text.sd(plain(value, language, 2)));
  return (
    <details class="sentence" open={open}>
      <summary>
        <span class="document-title" lang={language === "ko" && !one.ko ? "en" : undefined}>{titleOf({ name: one.title, title: one.title, ko: one.ko })}</span>
        <span class="document-facts">
          {one.official && <span class="tag">{text.official}</span>}
          {one.small && <span class="tag">{text.small}</span>}
          <span class={`tag answer-${one.answer}`}>{text.answers[one.answer]}</span>
        </span>
      </summary>
      <div class="sentence-sides">
        <div>
          {one.found.map((at, k) => (
            <div key={k} class="said">
              <p class="hint">{one.speaker && <span lang="en">{one.speaker}, </span>}<SourceName name={at.source} shape={shape} />{at.paragraph !== null && <> {text.paragraphShort(at.paragraph)}</>}</p>
              {at.said ? <blockquote lang="en"><Quoted said={at.said} words={at.figure} /></blockquote> : at.figure && <blockquote lang="en"><mark>{at.figure}</mark></blockquote>}
            </div>
          ))}
        </div>
        <div>
          <p><code>{one.compared}</code> {text.claimed[one.claimed]}</p>
          <p class="hint">{text.setTo}: <code>{one.when.join(", ") || DASH}</code><br />{text.against}: {one.against.length ? <code>{one.against.join(", ")}</code> : text.asItStands}</p>
          {one.note ? <p class="refused">{text.notRun}: <span lang="en">{one.note}</span></p> : <p><b>{sd(one.shift)}</b>{one.share !== null && <>, {text.inFutures(ofHundred(one.share))}</>}</p>}
          {one.because && <p lang="en">{one.because}</p>}
          {one.assumptions.length > 0 && (
            <ul class="found">
              {one.assumptions.map((each) => <li key={each.name}>{each.flips ? text.flipsWith : text.movesWith} <b>{titleByName(each.name)}</b>: {text.lowHigh(plain(each.low_half.shift, language, 2), plain(each.high_half.shift, language, 2))}</li>)}
            </ul>
          )}
          {one.worlds.length > 0 && <ul class="found">{one.worlds.map((each) => <li key={each.world}>{text.inWorld(titleByName(each.world), text.answers[each.answer] ?? each.answer)}</li>)}</ul>}
        </div>
      </div>
    </details>
  );
}

/** A paragraph with the words that are meant. */
function Quoted({ said, words }: { said: string; words: string | null }) {
  const at = words ? said.toLowerCase().indexOf(words.toLowerCase()) : -1;
  if (!words || at < 0) return <>{said}</>;
  return <>{said.slice(0, at)}<mark>{said.slice(at, at + words.length)}</mark>{said.slice(at + words.length)}</>;
}
