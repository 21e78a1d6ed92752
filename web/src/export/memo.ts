// A memo of two pages: one file of HTML that prints and opens in Word. Comes in: words, tables and drawings that are on the
// page already. Goes out: text.

import type { Table } from "../parts/figure";

export interface Memo {
  language: string;
  title: string;
  subtitle: string;
  headline: string;
  sections: { title: string; text?: string; list?: string[]; table?: Table; drawing?: string; code?: string }[];
  foot: string;
}

const escape = (text: string) => text.replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter] ?? letter);

export function memoHtml(memo: Memo): string {
  const section = (one: Memo["sections"][number]) =>
    `<section><h2>${escape(one.title)}</h2>${one.text ? `<p>${escape(one.text)}</p>` : ""}${one.list ? `<ul>${one.list.map((line) => `<li>${escape(line)}</li>`).join("")}</ul>` : ""}${one.drawing ?? ""}${one.table ? tableHtml(one.table) : ""}${one.code ? `<pre>${escape(one.code)}</pre>` : ""}</section>`;
  return `<!doctype html><html lang="${memo.language}"><head><meta charset="utf-8"><title>${escape(memo.title)}</title><style>
@page{size:A4;margin:15mm}body{font:10.5pt/1.5 "Segoe UI","Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR",sans-serif;color:#14212b;max-width:180mm;margin:auto;word-break:keep-all}
h1{font-size:16pt;margin:0}h2{font-size:12pt;margin:12pt 0 4pt;border-bottom:.5pt solid #aab4bc}.sub{color:#4d5b66;margin:0 0 8pt}.lead{font-size:12pt;border-left:3pt solid #16324a;padding-left:10pt}
table{border-collapse:collapse;width:100%;font-size:8pt;line-height:1.25}th,td{text-align:left;padding:1.5pt 4pt;border-bottom:.5pt solid #d9dfe4}td:first-child{width:28%}section>p{margin:3pt 0;font-size:9pt;color:#33424d}svg{max-width:100%;height:auto}pre{white-space:pre-wrap;background:#f4f6f8;padding:6pt;font-size:8.5pt}section{break-inside:avoid}section:has(table){break-inside:auto}tr{break-inside:avoid}footer{overflow-wrap:anywhere;color:#4d5b66;font-size:8.5pt;margin-top:12pt}
</style></head><body><h1>${escape(memo.title)}</h1><p class="sub">${escape(memo.subtitle)}</p><p class="lead">${escape(memo.headline)}</p>${memo.sections.map(section).join("")}<footer>${escape(memo.foot)}</footer></body></html>`;
}

function tableHtml(table: Table): string {
  const row = (cells: (string | number | null)[], tag: string) => `<tr>${cells.map((cell) => `<${tag}>${escape(String(cell ?? ""))}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${row(table.head, "th")}</thead><tbody>${table.rows.map((cells) => row(cells, "td")).join("")}</tbody></table>`;
}
