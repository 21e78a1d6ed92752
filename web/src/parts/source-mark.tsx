// What stands under a number, as a small mark: filled for evidence, half for judgement that evidence bounds, hollow for
// judgement alone, scales where sources disagree. One click opens the card.

import { computed } from "@preact/signals";
import { card, model } from "../state/store";
import type { Basis } from "../wire";
import { titleByName, words } from "../words";

const disputed = computed(() => new Set((model.value?.claims ?? []).filter((claim) => claim.standing === "disputed").map((claim) => claim.name)));

export const inDispute = (claims: string[]): boolean => claims.some((name) => disputed.value.has(name));

export function BasisIcon({ basis }: { basis: Basis }) {
  return (
    <svg class="basis" width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true" focusable="false">
      <circle r="4.4" fill="#fff" stroke="currentColor" stroke-width="1.5" />
      {basis === "evidence" && <circle r="4.4" fill="currentColor" />}
      {basis === "bounded" && <path d="M0,-4.4A4.4,4.4 0 0 0 0,4.4Z" fill="currentColor" />}
    </svg>
  );
}

export function DisputeIcon() {
  return (
    <svg class="dispute-icon" width="14" height="12" viewBox="0 0 14 12" aria-hidden="true" focusable="false">
      <path d="M7 1v9.5M4 11h6M2.5 2.5h9M2.5 2.5L.8 7h3.4ZM11.5 2.5L9.8 7h3.4Z" fill="none" stroke="currentColor" stroke-width="1.2" stroke-linejoin="round" />
    </svg>
  );
}

export function SourceMark({ name, basis, claims }: { name: string; basis: Basis; claims: string[] }) {
  const text = words.value;
  const split = inDispute(claims);
  const what = [text.sourceOf(titleByName(name)), text.basis[basis], ...(split ? [text.dispute] : [])].join(". ");
  return (
    <button type="button" class={`source-mark ${split ? "split" : ""}`} aria-label={what} title={`${text.basis[basis]}${split ? `; ${text.dispute}` : ""}`} onClick={() => (card.value = name)}>
      {split ? <DisputeIcon /> : <BasisIcon basis={basis} />}
    </button>
  );
}
