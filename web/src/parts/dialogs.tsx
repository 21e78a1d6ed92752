// What opens over the page: the card of a name, exports, keys. Native dialogs, so focus and Escape behave.

import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Mark } from "../charts/shapes";
import { card } from "../state/store";
import { words } from "../words";
import { BundleCard, isBundle } from "./bundle-card";
import { Card } from "./card";
import { ExportSheet } from "./export-sheet";
import { BasisIcon, DisputeIcon } from "./source-mark";

export const dialog = signal<"export" | "keys" | null>(null);

export function Dialogs() {
  const text = words.value;
  return (
    <>
      {card.value !== null && <Sheet onClose={() => (card.value = null)}>{(id) => (isBundle(card.value ?? "") ? <BundleCard name={card.value ?? ""} headingId={id} /> : <Card name={card.value ?? ""} headingId={id} />)}</Sheet>}
      {dialog.value === "export" && <Sheet onClose={() => (dialog.value = null)}>{(id) => <ExportSheet headingId={id} />}</Sheet>}
      {dialog.value === "keys" && (
        <Sheet onClose={() => (dialog.value = null)}>
          {(id) => (
            <>
              <h2 id={id}>{text.readTitle}</h2>
              <Legend />
              <h3>{text.keysTitle}</h3>
              <dl class="keys">{text.keysList.map(([key, what]) => <div key={key}><dt>{key}</dt><dd>{what}</dd></div>)}</dl>
            </>
          )}
        </Sheet>
      )}
    </>
  );
}

/** The marks of the page, each with its meaning. */
function Legend() {
  const { readList: say, basis, dispute } = words.value;
  const drawn = (children: ComponentChildren) => <svg width="40" height="14" viewBox="0 0 40 14" aria-hidden="true" focusable="false">{children}</svg>;
  const rows: [ComponentChildren, ComponentChildren][] = [
    [drawn(<><circle cx="6" cy="7" r="4.4" fill="var(--id-A)" /><circle cx="20" cy="7" r="4" fill="#fff" stroke="#9aa5ae" /><path d="M30,3l8,8m0,-8l-8,8" class="dot-fault" /></>), say.dot],
    [drawn(<Mark id="B" x={20} y={7} r={4.4} />), say.decided],
    [drawn(<Mark id="B" x={20} y={7} r={4.4} hollow />), say.undecided],
    [<span class="legend-marks">{(["evidence", "bounded", "judgement"] as const).map((one) => <span key={one}><BasisIcon basis={one} /> {basis[one]}</span>)}<span><DisputeIcon /> {dispute}</span></span>, say.stands],
    ["", say.range],
    ["", say.compare],
    ["", say.send],
  ];
  return <ul class="legend">{rows.map(([mark, what], k) => <li key={k}>{mark} <span>{what}</span></li>)}</ul>;
}

function Sheet({ children, onClose }: { children: (headingId: string) => ComponentChildren; onClose: () => void }) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  const text = words.value;
  // Before the frame is painted: what is not open yet cannot be clicked away.
  useLayoutEffect(() => {
    const box = element.current;
    const before = document.activeElement;
    if (box && !box.open) box.showModal();
    return () => {
      if (before instanceof HTMLElement || before instanceof SVGElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={element} class="sheet" aria-labelledby={id} onClose={onClose} onClick={(event) => event.target === element.current && element.current?.close()}>
      <div class="sheet-inside">
        <button type="button" class="icon-button sheet-close" aria-label={text.close} onClick={() => element.current?.close()}>×</button>
        {children(id)}
      </div>
    </dialog>
  );
}
