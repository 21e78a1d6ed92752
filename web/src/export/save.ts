// Files out of the page: drawings as SVG and PNG, tables as CSV, text as it is. Nothing leaves the browser.

import type { Table } from "../parts/figure";

export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const saveText = (text: string, name: string, type: string) => saveBlob(new Blob([text], { type: `${type};charset=utf-8` }), name);

const STYLED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "fill-opacity", "opacity", "font-size", "font-family", "font-weight", "text-anchor", "dominant-baseline", "letter-spacing", "font-variant-numeric"];

/** A strategy as the line under a title names it. */
export interface Sign {
  sign: string;
  color: string;
  text: string;
}

/** The drawing as a file of its own: styles written into the marks, controls left out, its title and strategies above it. */
export function svgText(svg: SVGSVGElement, title: string, signs: Sign[] = []): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, k) => {
    const style = getComputedStyle(element);
    const target = to[k];
    if (!target) return;
    for (const property of STYLED) {
      const value = style.getPropertyValue(property);
      if (value && value !== "none" && value !== "normal" && value !== "auto") target.setAttribute(property, value);
      else if (property === "fill" || property === "stroke") target.setAttribute(property, value || "none");
    }
    // Words stand on a white edge here; programs that know no order of painting would paint it over them.
    if (element.localName === "text" || element.localName === "tspan") target.setAttribute("stroke", "none");
    for (const attribute of ["tabindex", "class", "style"]) target.removeAttribute(attribute);
  });
  copy.querySelectorAll("foreignObject").forEach((one) => one.remove());
  if (title) head(copy, title, signs);
  const heading = document.createElementNS("http://www.w3.org/2000/svg", "title");
  heading.textContent = title;
  copy.prepend(heading);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("font-family", getComputedStyle(svg).fontFamily);
  return new XMLSerializer().serializeToString(copy);
}

/** Room above a drawing, with its title and, below, what each strategy is. */
function head(svg: SVGSVGElement, title: string, signs: Sign[]): void {
  const [left = 0, top = 0, width = 0, height = 0] = (svg.getAttribute("viewBox") ?? `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`).split(" ").map(Number);
  const room = signs.length ? 48 : 28;
  const make = (name: string, attributes: Record<string, string | number>, ...inside: (string | Element)[]) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    made.append(...inside);
    return made;
  };
  svg.setAttribute("viewBox", `${left} ${top - room} ${width} ${height + room}`);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height + room));
  svg.append(make("text", { x: left, y: top - room + 17, "font-size": 14, "font-weight": 650, fill: "#14212b" }, title));
  if (signs.length) svg.append(make("text", { x: left, y: top - 13, "font-size": 12, fill: "#14212b" }, ...signs.flatMap((one, k) => [make("tspan", { fill: one.color, dx: k ? 12 : 0 }, one.sign), make("tspan", { dx: 4 }, one.text)])));
}

export function saveSvg(svg: SVGSVGElement | null, name: string, title: string, signs: Sign[]): void {
  if (svg) saveText(svgText(svg, title, signs), `${name}.svg`, "image/svg+xml");
}

/** Twice the size on the screen, on white. */
export async function savePng(svg: SVGSVGElement | null, name: string, title: string, signs: Sign[]): Promise<void> {
  if (!svg) return;
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svgText(svg, title, signs));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && saveBlob(blob, `${name}.png`), "image/png");
}

/** Rows as comma separated values; texts are quoted, and none can be taken for a formula by a spreadsheet. */
export function csvText(table: Table): string {
  const cell = (value: string | number | null) => {
    if (value === null) return "";
    if (typeof value === "number") return String(value);
    const safe = /^[=+@\t\r]/.test(value) ? `'${value}` : value;
    return `"${safe.replaceAll('"', '""')}"`;
  };
  return "\ufeff" + [table.head, ...table.rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

export const saveCsv = (table: Table, name: string) => saveText(csvText(table), `${name}.csv`, "text/csv");
