// The questions as tabs after the ARIA pattern: arrows move, Home and End jump, the chosen one is in the tab order.

import { model, setTab, tab as current } from "../state/store";
import { TABS, type Tab } from "../state/setting";
import { words } from "../words";

export function TabList() {
  const text = words.value;
  const now = current.value;
  if (!now) return null;
  const go = (to: Tab | undefined) => {
    if (!to) return;
    setTab(to);
    requestAnimationFrame(() => document.getElementById(`tab-${to}`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = TABS.indexOf(now);
    const to = { ArrowRight: (place + 1) % TABS.length, ArrowLeft: (place + TABS.length - 1) % TABS.length, Home: 0, End: TABS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(TABS[to]);
  };
  return (
    <div class="tabs" role="tablist" aria-label={text.tablist} onKeyDown={onKeyDown}>
      {TABS.map((tab) => (
        <button key={tab} type="button" role="tab" id={`tab-${tab}`} aria-selected={tab === now} aria-controls={tab === now ? `panel-${tab}` : undefined} tabIndex={tab === now ? 0 : -1} onClick={() => setTab(tab)}>
          {text.tabs[tab]}
          {tab === "evidence" && model.value && <span class="count">{model.value.claims.length}</span>}
        </button>
      ))}
    </div>
  );
}
