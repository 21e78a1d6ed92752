// An article put to the model: paste or drop it, see what it says paragraph by paragraph, accept what you take for right, and
// compare the strategies before and after in the same futures.

import { signal } from "@preact/signals";
import { Refused } from "../parts/refused";
import { accepted, busy, compare, FUTURES, futures, impact, impactRefusal, pasted, questionNow, reading, readArticle, readRefusal, running, toggle } from "../state/article";
import { card, language as tongueNow, model, state } from "../state/store";
import type { ReadItem, Reading } from "../wire";
import { titleByName } from "../words";
import { evidenceWords } from "../words/evidence";
import { inPercent, shown as said } from "../words/number";
import { reasonKo } from "../words/reason";
import { ImpactShown } from "./evidence-impact";

const everything = signal(false);
/** A file hangs over the view. */
const over = signal(false);

export function Article() {
  const text = evidenceWords.value;
  if (!model.value) return null;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    over.value = false;
    const file = event.dataTransfer?.files[0];
    if (file) void readArticle(file.name, file);
  };
  return (
    <div class={`article-view ${over.value ? "over" : ""}`} onDragOver={(event) => { event.preventDefault(); over.value = true; }} onDragLeave={() => (over.value = false)} onDrop={drop}>
      <p class="intro">{text.articleIntro}</p>
      <form class="article-form" onSubmit={(event) => { event.preventDefault(); if (pasted.value.trim()) void readArticle("pasted.txt", new Blob([pasted.value])); }}>
        <label class="field"><span class="field-name">{text.articleLabel}</span>
          <textarea rows={6} value={pasted.value} placeholder={over.value ? text.articleDrop : ""} onInput={(event) => (pasted.value = event.currentTarget.value)} />
        </label>
        <div class="picks">
          <button type="submit" class="solid" disabled={busy.value || !pasted.value.trim()}>{text.articleRead}</button>
          <label class="inline">{text.articleFile} <input type="file" accept=".txt,.md,.html,.htm,.pdf,text/plain,text/html,application/pdf" onChange={(event) => { const file = event.currentTarget.files?.[0]; if (file) void readArticle(file.name, file); }} /></label>
          {busy.value && <span class="hint" role="status">{text.reading}</span>}
        </div>
      </form>
      {readRefusal.value && <Refused refusal={readRefusal.value} />}
      {reading.value && <Marked found={reading.value} />}
      {reading.value && <Changes found={reading.value} />}
      {impact.value && <ImpactShown found={impact.value.found} stale={impact.value.key !== JSON.stringify(questionNow())} />}
    </div>
  );
}

/** Items that a reader wants to see first: what matches something, or turns against it. */
const telling = (one: ReadItem) => (one.kind === "stance" ? one.verdict === "contradicts" : one.about !== null || one.verdict === "not taken over");

const classOf = (item: ReadItem) => `said-${item.verdict.replaceAll(" ", "-")}`;

function Marked({ found }: { found: Reading }) {
  const text = evidenceWords.value;
  const tongue = found.language === "Korean" ? "ko" : "en";
  const shown = (at: number) => { const one = found.items[at]; return one !== undefined && (everything.value || telling(one)); };
  const kinds = (["contradicts", "updates", "confirms", "new", "not taken over"] as const).map((verdict) => ({ verdict, items: found.items.filter((one, at) => one.verdict === verdict && shown(at)) })).filter((one) => one.items.length > 0);
  return (
    <section>
      <h3 lang={tongue}>{found.title ?? found.article}</h3>
      <p class="hint">{found.published ?? text.noDate} {found.notes.map((note) => <span key={note} lang="en"> · {note}</span>)}</p>
      <p class="standing-row" role="status">{kinds.map((one) => <span key={one.verdict} class={`tag said-${one.verdict.replaceAll(" ", "-")}`}>{text.verdict[one.verdict]} {text.counts(one.items.length)}</span>)}</p>
      <label class="inline"><input type="checkbox" checked={everything.value} onChange={(event) => (everything.value = event.currentTarget.checked)} /> {text.showAll}</label>
      <ol class="marked" aria-label={text.markedText}>
        {found.text.map((paragraph) => {
          const items = paragraph.items.filter(shown);
          return (
            <li key={paragraph.number} class={items.length ? "paragraph spoken" : "paragraph"}>
              <span class="hint">{text.paragraphShort(paragraph.number)}</span>
              <div>
                <p lang={tongue} class={paragraph.heading ? "heading" : undefined}>{paragraph.pieces.map((piece, k) => {
                  const item = found.items[piece.items.find(shown) ?? -1];
                  return item ? <mark key={k} class={classOf(item)}>{piece.text}</mark> : piece.text;
                })}</p>
                {items.length > 0 && <ul class="found">{items.map((at) => <Item key={at} item={found.items[at]} tongue={tongue} />)}</ul>}
              </div>
            </li>
          );
        })}
      </ol>
      {found.leaves_out.length > 0 && (
        <details class="left-out">
          <summary>{text.leavesOut} <span class="count">{found.leaves_out.length}</span></summary>
          <ul class="found">{found.leaves_out.map((one) => <li key={one.question}><span lang="en">{one.question.replaceAll("_", " ")}: {one.says}</span> <span class="hint">{one.expected ? text.silence : text.leavesOutOf(one.carried, one.of)}</span></li>)}</ul>
        </details>
      )}
    </section>
  );
}

/** A number of an article as people write it. */
const amount = (one: { value: number | null; unit: string }): string => said(one.value, one.unit, tongueNow.value, { percent: one.value !== null && inPercent(one.unit, one.value), digits: 4 });

/** A reason; the words that it quotes are in the article's language. */
function Why({ why, tongue }: { why: string; tongue: string }) {
  if (tongueNow.value !== "ko") return <>{why}</>;
  const { said: korean, quoted } = reasonKo(why);
  return <>{korean}{quoted && <> <q lang={tongue}>{quoted}</q></>}</>;
}

function Item({ item, tongue }: { item: ReadItem | undefined; tongue: string }) {
  const text = evidenceWords.value;
  if (!item) return null;
  return (
    <li>
      <span class={`tag ${classOf(item)}`}>{text.verdict[item.verdict]}</span>{" "}
      <q lang={tongue}>{item.literal}</q>{" "}
      {item.about && (item.about_kind === "variable" ? <button type="button" class="name" onClick={() => (card.value = item.about)}>{titleByName(item.about)}</button> : <span lang="en">{item.about_title}</span>)}{" "}
      {item.speaker && <span lang={tongue}>– {item.speaker} </span>}
      {item.verdict !== "confirms" && item.held && <span class="figures">{text.heldAt(amount(item.held))}{item.by && <>, {text.off(amount(item.by))}</>}. </span>}
      {item.why.length > 0 && <span> {text.why}: {item.why.map((why, k) => <>{k > 0 && "; "}<Why why={why} tongue={tongue} /></>)}</span>}
    </li>
  );
}

function Changes({ found }: { found: Reading }) {
  const text = evidenceWords.value;
  const language = state.value?.language ?? "en";
  if (found.changes.length === 0) return <p class="verdict">{text.noChange}</p>;
  const question = questionNow();
  return (
    <section class="changes">
      <fieldset>
        <legend>{text.accept}</legend>
        {found.changes.map((one) => (
          <label key={one.input} class="check-row">
            <input type="checkbox" checked={accepted.value.has(one.set)} disabled={one.hindered !== null} onChange={() => toggle(one.set)} />
            <span><b>{titleByName(one.input)}</b> = {amount(one.value)} <span class="hint">{text.paragraphShort(one.paragraph)}{one.hindered && <> · {text.notSettable} <Why why={one.hindered} tongue="en" /></>}</span></span>
          </label>
        ))}
      </fieldset>
      <div class="picks">
        <label class="inline">{text.futuresLabel}
          <select value={futures.value} onChange={(event) => (futures.value = Number(event.currentTarget.value))}>{FUTURES.map((count) => <option key={count} value={count}>{count.toLocaleString(language)}</option>)}</select>
        </label>
        <button type="button" class="solid" disabled={accepted.value.size === 0 || running.value !== null} onClick={() => question && void compare(question)}>{text.compare}</button>
        {running.value && <button type="button" class="quiet" onClick={() => running.value?.abort()}>{text.stop}</button>}
        {running.value && <span class="hint" role="status">{text.comparing}</span>}
      </div>
      {impactRefusal.value && <Refused refusal={impactRefusal.value} />}
    </section>
  );
}
