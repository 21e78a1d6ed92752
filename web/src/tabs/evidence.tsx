// Evidence: the ledger, and what it does when it is put to work. One view at a time, each in a file of its own.

import { signal } from "@preact/signals";
import { words } from "../words";
import { evidenceWords } from "../words/evidence";
import { Article } from "./evidence-article";
import { Claims } from "./evidence-claims";
import { ContractView } from "./evidence-contract";
import { DatesView } from "./evidence-dates";
import { Disputes } from "./evidence-disputes";

const VIEWS = { claims: Claims, article: Article, contract: ContractView, disputes: Disputes, dates: DatesView };
type View = keyof typeof VIEWS;

const view = signal<View>("claims");

export function Evidence() {
  const text = evidenceWords.value;
  const Shown = VIEWS[view.value];
  return (
    <div class="ledger">
      <h2>{words.value.tabs.evidence}</h2>
      <div class="standing-row views" role="group" aria-label={text.views}>
        {(Object.keys(VIEWS) as View[]).map((one) => (
          <button key={one} type="button" class="quiet" data-view={one} aria-pressed={view.value === one} onClick={() => (view.value = one)}>{text.view[one]}</button>
        ))}
      </div>
      <Shown />
    </div>
  );
}
