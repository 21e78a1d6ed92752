// Chromium by script: one browser, pages that count errors and foreign requests, and the few verbs that all cases share.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axeSource = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");

export const TABS = ["holds", "breaks", "learn", "division", "paths", "game", "evidence", "model"];
export const SIZES = [[1280, 800], [390, 844]];
export const LANGUAGES = ["en", "ko"];

/** The program under test: the release build of this tree, or the one that LINCHPIN names. */
export const program = process.env.LINCHPIN ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(root, "target"), "release/linchpin");

/** A lab on a free port: where it is, and how to end it. LAB_URL names one that runs already. */
export async function startLab(models = []) {
  if (process.env.LAB_URL) return { base: process.env.LAB_URL.replace(/\/$/, ""), end() {} };
  const lab = spawn(program, ["lab", ...models, "--port", "0", "--no-open"], { stdio: ["ignore", "pipe", "inherit"] });
  const base = await new Promise((done, fail) => {
    lab.once("error", (error) => fail(new Error(`${program} cannot be started: ${error.message}; build it with cargo build --release`)));
    lab.once("exit", (code) => fail(new Error(`the lab ended with ${code}`)));
    lab.stdout.on("data", (text) => { const link = String(text).match(/http:\/\/\S+/); if (link) done(link[0].replace(/\/$/, "")); });
  });
  return { base, end: () => lab.kill() };
}

export async function launch() {
  const known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((one) => fs.existsSync(one));
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? known,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** A page of one size and language, with a list of all that went wrong on it. */
export async function openPage(browser, base, { width = 1280, height = 800, language = "en", hash = "" } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: language === "ko" ? "ko-KR" : "en-US", hasTouch: width < 500, reducedMotion: "reduce" });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !url.startsWith("data:") && !url.startsWith("blob:")) wrong.push(`foreign request: ${url}`);
  });
  await page.goto(`${base}/${hash}`);
  await page.waitForSelector("[role=tabpanel]");
  return { page, context, wrong };
}

export async function axe(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } }));
  return found.violations.map((one) => `${one.id}: ${one.help} (${one.nodes.length}) ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

export function same(found, expected, what) {
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(`${what}: found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
}

export function yes(value, what) {
  if (!value) throw new Error(what);
}

/** The first answer is on the screen. */
export async function ready(page) {
  await page.waitForFunction(() => document.querySelector(".status-futures")?.textContent?.match(/\d/), null, { timeout: 60000 });
}

/** What is set is answered by 4,096 futures, no tab waits, and the page has drawn. */
export async function settle(page) {
  await page.waitForFunction(
    () => {
      const futures = Number(document.querySelector(".status-futures")?.textContent?.replace(/\D/g, ""));
      return document.querySelector(".status")?.dataset.fresh === "true" && futures >= 4096 && !document.querySelector(".pane .waiting") && !document.documentElement.classList.contains("holding");
    },
    null,
    { timeout: 60000 },
  );
  await page.waitForTimeout(40);
}

/** Waits until something holds: what is drawn follows what is done by a frame or an answer. */
export async function until(holds, what) {
  for (let k = 0; k < 600; k++) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(what);
}

export async function goTo(page, tab) {
  await page.click(`#tab-${tab}`);
  await page.waitForSelector(`#panel-${tab}`);
  await page.waitForFunction(() => !document.querySelector(".pane .waiting"), null, { timeout: 60000 });
}

/** What a click saves, as bytes. */
export async function saved(page, click) {
  const waiting = page.waitForEvent("download");
  await click();
  const download = await waiting;
  const parts = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(parts) };
}

/** The rows of a figure's table, by the name of the figure's heading. */
export async function tableOf(page, name) {
  const figure = page.locator("figure", { has: page.locator("h3", { hasText: name }) }).first();
  const button = figure.locator(".figure-tools button[aria-pressed]").first();
  if ((await button.getAttribute("aria-pressed")) === "false") await button.click();
  return figure.locator("table.data").evaluate((table) => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent)));
}
