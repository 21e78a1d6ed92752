// Words that fit their place. Comes in: a text and a width in pixels. Goes out: how wide it is drawn, the text cut to the
// width, or broken into a few lines. Widths are those of the font in use; where nothing can be drawn they are guessed.

const KEPT = 4000;
const known = new Map<string, number>();
let pen: CanvasRenderingContext2D | null | undefined;
let family = "";

/** How wide a text is drawn. */
export function textWidth(text: string, size = 12.5, weight = 400): number {
  const key = `${weight} ${size} ${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size > KEPT) known.clear();
  const width = measured(text, size, weight);
  known.set(key, width);
  return width;
}

function measured(text: string, size: number, weight: number): number {
  if (pen === undefined) {
    pen = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
    if (pen) family = getComputedStyle(document.documentElement).fontFamily;
  }
  // Wide letters count double.
  if (!pen) return [...text].reduce((sum, letter) => sum + size * (letter.charCodeAt(0) > 0x1100 ? 0.92 : 0.56), 0);
  pen.font = `${weight} ${size}px ${family}`;
  return pen.measureText(text).width;
}

/** A text cut to a width, with the sign that something is missing. */
export function fitText(text: string, width: number, size = 12.5, weight = 400): string {
  if (textWidth(text, size, weight) <= width) return text;
  let short = 0;
  let long = text.length;
  while (short < long) {
    const middle = Math.ceil((short + long) / 2);
    if (textWidth(cut(text, middle), size, weight) <= width) short = middle;
    else long = middle - 1;
  }
  return cut(text, short);
}

const cut = (text: string, letters: number) => `${text.slice(0, letters).replace(/[\s,:;(]+$/, "")}…`;

/** A text in at most so many lines, broken between words; what does not fit is cut off the last one. */
export function fitLines(text: string, width: number, most = 2, size = 12.5, weight = 400): string[] {
  const lines: string[] = [];
  const words = text.split(" ");
  while (words.length > 0 && lines.length < most - 1) {
    let line = words.shift() ?? "";
    while (words.length > 0 && textWidth(`${line} ${words[0]}`, size, weight) <= width) line += ` ${words.shift()}`;
    lines.push(fitText(line, width, size, weight));
  }
  return words.length > 0 ? [...lines, fitText(words.join(" "), width, size, weight)] : lines;
}
