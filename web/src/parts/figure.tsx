// The frame around every chart: a title, how to read it, the drawing, its table twin, and ways to take it along.

import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { COLOURS } from "../charts/shapes";
import { saveCsv, savePng, saveSvg, type Sign } from "../export/save";
import { holding, model, running, state } from "../state/store";
import { briefTitle, words } from "../words";

export interface Table {
  head: string[];
  rows: (string | number | null)[][];
}

interface FigureProps {
  title: ComponentChildren;
  name: string;
  plainTitle: string;
  note?: string | undefined;
  /** One sentence that says what the drawing shows. */
  summary: string;
  /** The same numbers as rows; made only when somebody asks. */
  table: () => Table;
  tools?: ComponentChildren;
  children: ComponentChildren;
  class?: string;
  /** False where there is no drawing, only a table, to take along. */
  drawn?: boolean;
}

export function Figure({ title, name, plainTitle, note, summary, table, tools, children, class: extra = "", drawn = true }: FigureProps) {
  const text = words.value;
  const [asTable, setAsTable] = useState(false);
  const drawing = useRef<HTMLDivElement>(null);
  const id = useId();
  const svg = () => drawing.current?.querySelector<SVGSVGElement>("svg.chart") ?? null;
  return (
    <figure class={`figure ${extra}`} aria-labelledby={id}>
      <figcaption class="figure-head">
        <h3 id={id}>{title}</h3>
        <div class="figure-tools">
          {tools}
          <button type="button" class="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? text.hideTable : text.table}
          </button>
          <details class="menu">
            <summary class="quiet" aria-label={text.figureMenu(plainTitle)}>{text.download}</summary>
            <div class="menu-list">
              {drawn && <button type="button" onClick={() => saveSvg(svg(), name, plainTitle, signs())}>{text.saveSvg}</button>}
              {drawn && <button type="button" onClick={() => void savePng(svg(), name, plainTitle, signs())}>{text.savePng}</button>}
              <button type="button" onClick={() => saveCsv(table(), name)}>{text.saveCsv}</button>
            </div>
          </details>
        </div>
      </figcaption>
      <div ref={drawing} hidden={asTable}>
        <Summary text={summary} />
        {children}
      </div>
      {asTable && (
        <div class="table-box" tabIndex={0} role="region" aria-label={plainTitle}>
          <DataTable table={table()} caption={plainTitle} />
        </div>
      )}
      {note && <p class="note">{note}</p>}
    </figure>
  );
}

const SIGNS = { A: "●", B: "■", C: "▲", D: "◆" };

/** Which strategy each letter and colour stands for, in a drawing that leaves the page. */
const signs = (): Sign[] =>
  (state.value?.strategies ?? []).map((one) => ({ sign: SIGNS[one.id], color: COLOURS[one.id], text: `${one.id} ${briefTitle(model.value?.policies.find((each) => each.name === one.policy))}${Object.keys(one.set).length ? "*" : ""}` }));

/** The sentence for those who do not see the drawing; it waits for the hand to rest, since nobody can hear it sooner. */
function Summary({ text }: { text: string }) {
  const said = useRef(text);
  if (!holding.value && running.value === null) said.current = text;
  return <p class="unseen">{said.current}</p>;
}

export function DataTable({ table, caption }: { table: Table; caption: string }) {
  return (
    <table class="data">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>{table.head.map((cell, k) => <th key={k} scope="col">{cell}</th>)}</tr>
      </thead>
      <tbody>
        {table.rows.map((row, k) => (
          <tr key={k}>{row.map((cell, place) => (place === 0 ? <th key={place} scope="row">{cell}</th> : <td key={place}>{cell}</td>))}</tr>
        ))}
      </tbody>
    </table>
  );
}
