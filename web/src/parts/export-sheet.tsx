// Everything that can be taken along: memo, rows, command, model text, link.

import { useEffect, useState } from "preact/hooks";
import { answer, model, setTab, state } from "../state/store";
import { write } from "../state/link";
import { command, policyText } from "../export/command";
import { memoHtml } from "../export/memo";
import { saveCsv, saveText, svgText } from "../export/save";
import { titleByName, titleOf, words } from "../words";
import { inPercent, shown, span } from "../words/number";
import { outcomeRows, outcomeTable } from "../tabs/holds-table";

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
    ...Object.entries(now.ranges).map(([name, [low, high]]) => `${titleByName(name)}: ${span(assumed(name, low), assumed(name, high), now.language)}`),
    ...Object.entries(now.locks).map(([name, value]) => `${titleByName(name)}: ${assumed(name, value)} (${text.locked})`),
  ];
  const table = found ? outcomeTable(shape, found, now) : null;
  const memo = async () => {
    // The drawings are those of the first tab: it is shown for a moment where the reader stands elsewhere.
    if (now.tab !== "holds") {
      setTab("holds");
      for (let tries = 0; tries < 40 && !document.querySelector("[data-memo] svg.chart .mark"); tries++) await new Promise((done) => setTimeout(done, 25));
    }
    const drawings = [...document.querySelectorAll<SVGSVGElement>("[data-memo] svg.chart")].map((svg) => ({ drawing: svgText(svg, ""), text: svg.closest("figure")?.querySelector(":scope > .note")?.textContent ?? "" }));
    saveText(
      memoHtml({
        language: now.language,
        title: titleOf(shape),
        subtitle: `${text.product} · ${text.memoTitle} · ${found ? text.futures(found.futures.toLocaleString(now.language)) : ""} · ${text.seed} ${now.seed} · ${text.modelHash} ${shape.hash.slice(0, 8)}`,
        headline: found?.headline[now.language] ?? "",
        sections: [
          { title: text.memoSetting, list: strategies },
          ...drawings.slice(0, 1).map((one) => ({ title: `${text.figureDifferences} ${now.reference}`, ...one })),
          ...drawings.slice(1, 2).map((one) => ({ title: text.figureDots, ...one })),
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
    if (now.tab !== "holds") setTab(now.tab);
  };
  return (
    <>
      <h2 id={headingId}>{text.exportAs}</h2>
      <div class="export-buttons">
        <button type="button" class="solid" disabled={!found} onClick={() => void memo()}>{text.exportMemo}</button>
        <button type="button" class="quiet" disabled={!table} onClick={() => found && saveCsv(outcomeRows(shape, found, now), `${now.model}-outcomes`)}>{text.exportCsv}</button>
      </div>
      <Copied title={text.exportLink} value={link} />
      <Copied title={text.exportCommand} value={line} note={now.strategies.some((one) => Object.keys(one.set).length) || Object.keys(now.ranges).length ? text.commandNote : ""} />
      {now.strategies.map((one) => <Copied key={one.id} title={`${text.strategy(one.id)}: ${text.exportPolicy}`} value={policyText(one, shape)} />)}
    </>
  );
  function assumed(name: string, value: number): string {
    return sized(shape?.uncertainties.find((each) => each.name === name), value);
  }
  function leverText(lever: string, value: number): string {
    return sized(shape?.levers.find((each) => each.name === lever), value);
  }
  function sized(one: { unit: string; low: number; high: number } | undefined, value: number): string {
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
