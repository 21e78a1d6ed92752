// Everything that can be taken along: memo, rows, command, model text, link.

import { useEffect, useState } from "preact/hooks";
import { answer, model, state } from "../state/store";
import { write } from "../state/link";
import { command, policyText } from "../export/command";
import { memoHtml } from "../export/memo";
import { saveCsv, saveText, svgText } from "../export/save";
import { titleByName, titleOf, words } from "../words";
import { inPercent, shown, span } from "../words/number";
import { outcomeTable } from "../tabs/holds-table";

export function ExportSheet({ headingId }: { headingId: string }) {
  const text = words.value;
  const now = state.value;
  const shape = model.value;
  const found = answer.value;
  const [link, setLink] = useState("");
  useEffect(() => {
    if (now && shape) void write(now, shape.hash).then((fragment) => setLink(`${location.origin}${location.pathname}#${fragment}`));
  }, [now, shape]);
  if (!now || !shape) return null;
  const line = command(now, shape, found?.futures ?? 4096);
  const strategies = now.strategies.map((one) => `${one.id}: ${titleOf(shape.policies.find((each) => each.name === one.policy))}${Object.entries(one.set).map(([lever, value]) => `; ${titleByName(lever)} = ${leverText(lever, value)}`).join("")}`);
  const assumptions = [
    ...(now.world ? [`${text.world}: ${titleOf(shape.worlds.find((one) => one.name === now.world))}`] : []),
    ...Object.entries(now.ranges).map(([name, [low, high]]) => `${titleByName(name)}: ${span(String(low), String(high), now.language)}`),
    ...Object.entries(now.locks).map(([name, value]) => `${titleByName(name)}: ${value} (${text.locked})`),
  ];
  const table = found ? outcomeTable(shape, found, now) : null;
  const memo = () => {
    const drawings = [...document.querySelectorAll<SVGSVGElement>("[data-memo] svg.chart")].map((svg) => svgText(svg, ""));
    saveText(
      memoHtml({
        language: now.language,
        title: `${text.product}: ${titleOf(shape)}`,
        subtitle: `${text.memoTitle} · ${found ? text.futures(found.futures.toLocaleString(now.language)) : ""} · ${text.seed} ${now.seed} · ${text.modelHash} ${shape.hash.slice(0, 8)}`,
        headline: found?.headline[now.language] ?? "",
        sections: [
          { title: text.memoSetting, list: strategies },
          ...drawings.slice(0, 1).map((drawing) => ({ title: `${text.figureDifferences} ${now.reference}`, drawing })),
          ...drawings.slice(1, 2).map((drawing) => ({ title: text.figureDots, drawing })),
          ...(table ? [{ title: text.figureShares, table }] : []),
          { title: text.memoAssumptions, list: assumptions.length ? assumptions : [text.memoNone] },
          { title: text.memoWhat, text: text.memoWhatText },
          { title: text.exportCommand, code: line },
        ],
        foot: `${text.memoMade} · ${link}`,
      }),
      `${now.model}-memo.html`,
      "text/html",
    );
  };
  return (
    <>
      <h2 id={headingId}>{text.exportAs}</h2>
      <div class="export-buttons">
        <button type="button" class="solid" disabled={!found} onClick={memo}>{text.exportMemo}</button>
        <button type="button" class="quiet" disabled={!table} onClick={() => table && saveCsv(table, `${now.model}-outcomes`)}>{text.exportCsv}</button>
      </div>
      <Copied title={text.exportLink} value={link} />
      <Copied title={text.exportCommand} value={line} note={now.strategies.some((one) => Object.keys(one.set).length) || Object.keys(now.ranges).length ? text.commandNote : ""} />
      {now.strategies.map((one) => <Copied key={one.id} title={`${text.strategy(one.id)}: ${text.exportPolicy}`} value={policyText(one, shape)} />)}
    </>
  );
  function leverText(lever: string, value: number): string {
    const one = shape?.levers.find((each) => each.name === lever);
    return one && now ? shown(value, one.unit, now.language, { percent: inPercent(one.unit, one.low, one.high), digits: 4 }) : String(value);
  }
}

function Copied({ title, value, note = "" }: { title: string; value: string; note?: string }) {
  const text = words.value;
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(value).catch(() => undefined);
    setDone(true);
    setTimeout(() => setDone(false), 2000);
  };
  return (
    <section class="copied">
      <div class="copied-head"><h3>{title}</h3><button type="button" class="quiet" aria-label={`${text.exportCopy}: ${title}`} onClick={() => void copy()}>{done ? text.copied : text.exportCopy}</button></div>
      <pre tabIndex={0} role="region" aria-label={title}>{value}</pre>
      {note && <p class="hint">{note}</p>}
    </section>
  );
}
