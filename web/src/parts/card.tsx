// All that stands behind one name: unit, range, equation, what it reads and who reads it, the claims and their sources.

import { useMemo } from "preact/hooks";
import { withCourse } from "../state/setting";
import { card, change, model, setTab, state } from "../state/store";
import type { Claim, Model } from "../wire";
import { longText, spaced, titleByName, titleOf, words } from "../words";
import { inPercent, shown, span } from "../words/number";
import { BasisIcon, DisputeIcon } from "./source-mark";

export function Card({ name, headingId }: { name: string; headingId: string }) {
  const text = words.value;
  const shape = model.value;
  const language = state.value?.language ?? "en";
  const readers = useMemo(() => (shape ? shape.variables.filter((one) => one.reads.includes(name)).map((one) => one.name) : []), [shape, name]);
  if (!shape) return null;
  const quantity = shape.levers.find((one) => one.name === name) ?? shape.uncertainties.find((one) => one.name === name);
  const lever = shape.levers.find((one) => one.name === name);
  const variable = shape.variables.find((one) => one.name === name);
  const sector = shape.sectors.find((one) => one.name === (quantity?.sector ?? variable?.sector));
  const claims = claimsOf(shape, name, quantity?.claims ?? []);
  const percent = quantity ? inPercent(quantity.unit, quantity.low, quantity.high) : false;
  const say = (value: number) => shown(value, quantity?.unit ?? "1", language, { percent });
  return (
    <article class="card">
      <p class="eyebrow">{[sector ? titleOf(sector) : "", variable ? (text.kinds[variable.kind] ?? variable.kind) : ""].filter(Boolean).join(" · ")}</p>
      <h2 id={headingId}>{titleByName(name)}</h2>
      {quantity && longText(quantity) && <p>{longText(quantity)}</p>}
      <dl class="facts">
        {quantity && <div><dt>{text.cardDefault}</dt><dd>{say(quantity.default)}</dd></div>}
        {quantity && <div><dt>{text.cardRange}</dt><dd>{span(say(quantity.low), say(quantity.high), language)}</dd></div>}
        {lever && <div><dt>{text.cardDecides}</dt><dd>{lever.actors.map(titleByName).join(text.together)}</dd></div>}
        {variable?.equation && <div><dt>{text.equation}</dt><dd><code class="equation">{variable.equation}</code></dd></div>}
        {quantity?.because && language === "en" && <div><dt>{text.cardBecause}</dt><dd>{quantity.because}</dd></div>}
      </dl>
      {withCourse(shape).includes(name) && <p><button type="button" class="quiet" onClick={() => { card.value = null; change((was) => ({ ...was, paths: [name] }), null, true); setTab("paths"); }}>{text.cardPath}</button></p>}
      <NameList title={text.reads} names={variable?.reads ?? []} />
      <NameList title={text.readBy} names={readers} />
      {(quantity || claims.length > 0) && (
        <>
          <h3>{quantity && <BasisIcon basis={quantity.basis} />} {text.cardStandsOn}{quantity && `: ${text.basis[quantity.basis]}`}</h3>
          {claims.length === 0 ? <p class="hint">{text.cardNoClaims}</p> : claims.map((claim) => <ClaimBlock key={claim.name} claim={claim} shape={shape} />)}
        </>
      )}
    </article>
  );
}

export const claimsOf = (shape: Model, name: string, own: string[]): Claim[] => shape.claims.filter((claim) => own.includes(claim.name) || claim.used_by.includes(name));

function NameList({ title, names }: { title: string; names: string[] }) {
  if (names.length === 0) return null;
  return (
    <div class="names">
      <h3>{title}</h3>
      <ul>{names.map((name) => <li key={name}><button type="button" class="name" onClick={() => (card.value = name)}>{titleByName(name)}</button></li>)}</ul>
    </div>
  );
}

/** A claim with who says it, who says otherwise, and what hangs on it. */
export function ClaimBlock({ claim, shape, uses = false }: { claim: Claim; shape: Model; uses?: boolean }) {
  const text = words.value;
  const language = state.value?.language ?? "en";
  const source = (name: string) => shape.sources.find((one) => one.name === name);
  const unit = claim.unit ?? "1";
  return (
    <div class={`claim standing-${claim.standing}`}>
      <p class="claim-says" lang="en">{claim.title}</p>
      <p class="claim-line">
        <span class={`tag standing-${claim.standing}`}>{claim.standing === "disputed" && <DisputeIcon />} {text.standing[claim.standing] ?? claim.standing}</span>
        {claim.value !== null && <b>{shown(claim.value, unit, language, { percent: inPercent(unit, claim.value), digits: 4 })}</b>}
      </p>
      <ul class="found">
        {claim.found.map((one, k) => {
          const where = source(one.source);
          return (
            <li key={k}>
              <SourceName name={one.source} shape={shape} />
              {where?.kind && <span class={`tag kind-${where.kind}`}>{text.sourceKinds[where.kind] ?? where.kind}</span>}
              {one.paragraph !== null && <span> {text.paragraph(one.paragraph)}</span>}
              {one.figure && <q lang="en">{one.figure}</q>}
            </li>
          );
        })}
        {claim.dissent.map((one, k) => (
          <li key={`d${k}`} class="dissent"><SourceName name={one.source} shape={shape} /> {one.value !== null && text.otherwise(shown(one.value, unit, language, { percent: inPercent(unit, one.value), digits: 4 }))}</li>
        ))}
      </ul>
      {uses && (
        <p class="claim-uses">
          {claim.used_by.length ? <>{text.usedBy}: {claim.used_by.map((name) => <button key={name} type="button" class="name" onClick={() => (card.value = name)}>{titleByName(name)}</button>)}</> : text.notUsed}
        </p>
      )}
    </div>
  );
}

/** A source by publisher, title and date; its address is a plain link that the reader may follow. */
export function SourceName({ name, shape }: { name: string; shape: Model }) {
  const text = words.value;
  const source = shape.sources.find((one) => one.name === name);
  if (!source) return <span>{spaced(name)}</span>;
  const label = [source.publisher, source.title, source.published].filter(Boolean).join(", ");
  const safe = source.url && /^https?:\/\//.test(source.url) ? source.url : null;
  return safe ? <a href={safe} rel="noreferrer noopener" target="_blank" title={text.openSource} lang="en">{label}</a> : <span lang="en">{label}</span>;
}
