// What opens over the page: the card of a name, exports, keys. Native dialogs, so focus and Escape behave.

import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { card } from "../state/store";
import { words } from "../words";
import { Card } from "./card";
import { ExportSheet } from "./export-sheet";

export const dialog = signal<"export" | "keys" | null>(null);

export function Dialogs() {
  const text = words.value;
  return (
    <>
      {card.value !== null && <Sheet onClose={() => (card.value = null)}>{(id) => <Card name={card.value ?? ""} headingId={id} />}</Sheet>}
      {dialog.value === "export" && <Sheet onClose={() => (dialog.value = null)}>{(id) => <ExportSheet headingId={id} />}</Sheet>}
      {dialog.value === "keys" && (
        <Sheet onClose={() => (dialog.value = null)}>
          {(id) => (
            <>
              <h2 id={id}>{text.keysTitle}</h2>
              <dl class="keys">{text.keysList.map(([key, what]) => <div key={key}><dt>{key}</dt><dd>{what}</dd></div>)}</dl>
            </>
          )}
        </Sheet>
      )}
    </>
  );
}

function Sheet({ children, onClose }: { children: (headingId: string) => ComponentChildren; onClose: () => void }) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  const text = words.value;
  useEffect(() => {
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
