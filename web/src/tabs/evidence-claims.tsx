// Claims: the ledger by document. Each claim with its standing, who says otherwise, and what hangs on it.

import { computed, signal, useSignal } from "@preact/signals";
import { ClaimBlock, SourceName } from "../parts/card";
import { BasisIcon } from "../parts/source-mark";
import { card, language, model, state } from "../state/store";
import type { Claim, Model, Source, Standing } from "../wire";
import { titleByName, words } from "../words";

const standing = signal<Standing | "">("");
const kind = signal("");
const query = signal("");
/** Documents shown at once; the rest opens on demand, so that the page stays quick. */
const PAGE = 30;
const shownCount = signal(PAGE);

const grouped = computed(() => (model.value ? byDocument(model.value, standing.value, kind.value, query.value) : []));

function byDocument(shape: Model, wanted: string, ofKind: string, words: string): { source: Source; claims: Claim[] }[] {
  const lower = words.trim().toLowerCase();
  const sources = new Map(shape.sources.map((source) => [source.name, source]));
  const groups = new Map<string, Claim[]>();
  for (const claim of shape.claims) {
    if (wanted && claim.standing !== wanted) continue;
    for (const name of new Set(claim.found.map((one) => one.source))) {
      const source = sources.get(name);
      if (!source || (ofKind && source.kind !== ofKind)) continue;
      if (lower && !`${claim.title} ${claim.name} ${source.title} ${source.publisher ?? ""}`.toLowerCase().includes(lower)) continue;
      groups.set(name, [...(groups.get(name) ?? []), claim]);
    }
  }
  return shape.sources.filter((source) => groups.has(source.name)).map((source) => ({ source, claims: groups.get(source.name) ?? [] }));
}

export function Claims() {
  const text = words.value;
  const now = state.value;
  const shape = model.value;
  if (!now || !shape) return null;
  const many = (count: number) => count.toLocaleString(now.language);
  const standings = [...new Set(shape.claims.map((claim) => claim.standing))];
  const kinds = [...new Set(shape.sources.map((source) => source.kind).filter((one): one is string => one !== null))];
  const machine = new Set(shape.sources.filter((source) => source.kind === "machine_written").map((source) => source.name));
  const resting = new Set(shape.claims.filter((claim) => claim.found.length > 0 && claim.found.every((one) => machine.has(one.source))).flatMap((claim) => claim.used_by));
  const groups = grouped.value;
  const total = new Set(groups.flatMap((group) => group.claims.map((claim) => claim.name))).size;
  const pick = (set: () => void) => { set(); shownCount.value = PAGE; };
  return (
    <div>
      <p class="intro">{text.evidenceIntro(many(shape.claims.length), many(shape.sources.length))} {resting.size > 0 && text.restOnMachine(resting.size)}</p>
      {resting.size > 0 && <p class="resting">{[...resting].map((name) => <button key={name} type="button" class="name" onClick={() => (card.value = name)}>{titleByName(name)}</button>)}</p>}
      <Judged shape={shape} />
      <div class="standing-row" role="group" aria-label={text.filterStanding}>
        <button type="button" class="quiet" aria-pressed={standing.value === ""} onClick={() => pick(() => (standing.value = ""))}>{text.all} <span class="count">{many(shape.claims.length)}</span></button>
        {standings.map((one) => <button key={one} type="button" class="quiet" aria-pressed={standing.value === one} onClick={() => pick(() => (standing.value = one))}>{text.standing[one] ?? one} <span class="count">{many(shape.claims.filter((claim) => claim.standing === one).length)}</span></button>)}
      </div>
      <div class="picks">
        <label class="inline">{text.filterKind}
          <select value={kind.value} onChange={(event) => { const to = event.currentTarget.value; pick(() => (kind.value = to)); }}>
            <option value="">{text.all}</option>
            {kinds.map((one) => <option key={one} value={one}>{text.sourceKinds[one] ?? one}</option>)}
          </select>
        </label>
        <label class="inline">{text.search}
          <input type="search" value={query.value} onInput={(event) => { const to = event.currentTarget.value; pick(() => (query.value = to)); }} />
        </label>
        <span class="hint" role="status">{text.claimsShown(total)}</span>
      </div>
      {groups.slice(0, shownCount.value).map(({ source, claims }) => (
        <details key={source.name} class="document" open={groups.length <= 3 || (query.value.trim() !== "" && total <= 40)}>
          <summary>
            <span class="document-title" lang="en">{[source.publisher, source.title].filter(Boolean).join(": ")}</span>
            <span class="document-facts">{source.published ?? ""} {source.kind && <span class={`tag kind-${source.kind}`}>{text.sourceKinds[source.kind] ?? source.kind}</span>} <span class="count">{claims.length}</span>{claims.some((claim) => claim.standing === "disputed") && <span class="tag standing-disputed">{text.dispute}</span>}</span>
          </summary>
          {source.url && <p class="hint"><SourceName name={source.name} shape={shape} /></p>}
          {claims.map((claim) => <ClaimBlock key={claim.name} claim={claim} shape={shape} uses />)}
        </details>
      ))}
      {groups.length > shownCount.value && <button type="button" class="quiet" onClick={() => (shownCount.value += PAGE)}>{text.more(groups.length - shownCount.value)}</button>}
    </div>
  );
}

/** Every lever and assumption that nothing but judgement stands behind, opened on demand. */
function Judged({ shape }: { shape: Model }) {
  const all = [...shape.levers, ...shape.uncertainties].filter((one) => !one.hidden);
  const judged = all.filter((one) => one.basis === "judgement");
  const opened = useSignal(false);
  if (judged.length === 0) return null;
  return (
    <details class="judged" onToggle={(event) => (opened.value = event.currentTarget.open)}>
      <summary><BasisIcon basis="judgement" /> {words.value.restOnJudgement(judged.length.toLocaleString(language.value), all.length.toLocaleString(language.value))}</summary>
      {opened.value && <p class="resting">{judged.map((one) => <button key={one.name} type="button" class="name" onClick={() => (card.value = one.name)}>{titleByName(one.name)}</button>)}</p>}
    </details>
  );
}
