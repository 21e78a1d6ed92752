// The whole page: header, questions, levers, answer, assumptions, status. One column on small screens.

import { effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Assumptions } from "./parts/assumptions";
import { dialog, Dialogs } from "./parts/dialogs";
import { Header } from "./parts/header";
import { Levers } from "./parts/levers";
import { Notices } from "./parts/notices";
import { Speaker } from "./parts/speaker";
import { Status } from "./parts/status";
import { TabList } from "./parts/tab-list";
import { card, failure, holding, language, model, open, redo, setActive, setTab, state, tab, undo } from "./state/store";
import { IDS, TABS, type Tab } from "./state/setting";
import { Breaks } from "./tabs/breaks";
import { Division } from "./tabs/division";
import { Evidence } from "./tabs/evidence";
import { GameTab } from "./tabs/game";
import { Holds } from "./tabs/holds";
import { Learn } from "./tabs/learn";
import { ModelTab } from "./tabs/model";
import { Paths } from "./tabs/paths";
import { titleOf, words } from "./words";

const PANES: Record<Tab, () => preact.JSX.Element | null> = { holds: Holds, breaks: Breaks, learn: Learn, division: Division, paths: Paths, game: GameTab, evidence: Evidence, model: ModelTab };
/** Tabs that read rather than set: they take the whole width. */
const WIDE = new Set<Tab>(["evidence", "model"]);

/** Tabs with wide drawings and tables: they keep the levers only. */
const ROOMY = new Set<Tab>(["division", "game"]);

/** Which panel is pulled up over the page on small screens. */
const drawer = signal<"levers" | "assumptions" | null>(null);

export function App() {
  const text = words.value;
  const shown = tab.value;
  useEffect(
    () =>
      effect(() => {
        document.documentElement.lang = language.value;
        document.title = model.value ? `${titleOf(model.value)} · Linchpin` : "Linchpin";
        document.documentElement.classList.toggle("holding", holding.value);
      }),
    [],
  );
  // Another tab begins at its top.
  useEffect(() => {
    document.getElementById("pane")?.scrollTo(0, 0);
    if (scrollY > 0) scrollTo(0, 0);
  }, [shown]);
  useEffect(() => {
    document.addEventListener("keydown", keys);
    return () => document.removeEventListener("keydown", keys);
  }, []);
  if (failure.value) {
    return (
      <main class="failed">
        <h1>{text.lost}</h1>
        <p>{failure.value}</p>
        <button type="button" class="solid" onClick={() => { failure.value = null; void open(); }}>{text.retry}</button>
      </main>
    );
  }
  if (!shown) return <main class="opening"><p role="status">{text.loading}</p></main>;
  const wide = WIDE.has(shown);
  const roomy = ROOMY.has(shown);
  const Pane = PANES[shown];
  const pull = (which: "levers" | "assumptions") => (drawer.value = drawer.value === which ? null : which);
  return (
    <div class={`frame ${wide ? "wide" : roomy ? "roomy" : ""} ${drawer.value ? `drawer-${drawer.value}` : ""}`}>
      <a class="skip" href="#pane" onClick={(event) => { event.preventDefault(); document.getElementById("pane")?.focus(); }}>{text.skip}</a>
      <header class="head">
        <Header />
        <TabList />
        <Notices />
      </header>
      <div class="columns">
        {!wide && <section class="panel left" aria-label={text.levers}><h2 class="unseen">{text.levers}</h2><Levers /></section>}
        <main class="main" id="pane" tabIndex={-1}>
          <div role="tabpanel" id={`panel-${shown}`} aria-labelledby={`tab-${shown}`} tabIndex={0} class={`pane pane-${shown}`}><Pane /></div>
        </main>
        {!wide && !roomy && <section class="panel right" aria-label={text.assumptions}><h2 class="panel-title">{text.assumptions}</h2><Assumptions /></section>}
      </div>
      {!wide && (
        <div class="drawers">
          <button type="button" aria-expanded={drawer.value === "levers"} onClick={() => pull("levers")}>{text.openLevers}</button>
          {!roomy && <button type="button" aria-expanded={drawer.value === "assumptions"} onClick={() => pull("assumptions")}>{text.openAssumptions}</button>}
        </div>
      )}
      <Status />
      <Speaker />
      <Dialogs />
    </div>
  );
}

/** Keys that work everywhere but while typing. */
function keys(event: KeyboardEvent): void {
  const target = event.target as HTMLElement | null;
  const typing = target?.matches("input:not([type=range]):not([type=checkbox]), select, textarea") ?? false;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) {
    event.preventDefault();
    if (event.shiftKey) redo();
    else undo();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || card.peek() !== null || dialog.peek() !== null) return;
  const wanted = TABS[Number(event.key) - 1];
  const id = IDS.find((one) => one === event.key.toUpperCase());
  if (event.key === "Escape" && drawer.peek()) drawer.value = null;
  else if (event.key === "?") dialog.value = "keys";
  else if (wanted) setTab(wanted);
  else if (id && state.peek()?.strategies.some((one) => one.id === id)) setActive(id);
}
