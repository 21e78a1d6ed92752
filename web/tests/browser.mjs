// Chromium by script: one browser, pages that count errors and foreign requests.
import { chromium } from "playwright-core";
import fs from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
export const axeSource = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
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
