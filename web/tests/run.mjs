// The page in real Chromium. Every tab by mouse and by keyboard alone, both languages, two sizes; links, cancel, exports.
// LAB_URL names a running server; without it the mock of this folder is started. SHOTS names a folder for pictures.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { axe, launch, openPage } from "./browser.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const TABS = ["holds", "breaks", "learn", "division", "paths", "game", "evidence", "model"];
const SIZES = [[1280, 800], [390, 844]];
const wanted = process.argv.slice(2);
let base = process.env.LAB_URL;
let mock;
if (!base) {
  const port = 7300 + Math.floor(Math.random() * 600);
  mock = spawn(process.execPath, [path.join(here, "../mock/server.mjs"), String(port)], { stdio: "inherit" });
  base = `http://127.0.0.1:${port}`;
  for (let k = 0; k < 50; k++) {
    if (await fetch(`${base}/api/models`).then((reply) => reply.ok, () => false)) break;
    await new Promise((done) => setTimeout(done, 100));
  }
}

const browser = await launch();
const failures = [];
const tests = [];
const test = (name, run) => tests.push({ name, run });
const same = (found, expected, what) => {
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(`${what}: found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
};
const yes = (value, what) => {
  if (!value) throw new Error(what);
};
const ready = async (page) => {
  await page.waitForSelector(".headline", { timeout: 15000 });
  await page.waitForFunction(() => document.querySelector(".status-futures")?.textContent?.match(/\d/), null, { timeout: 15000 });
};
/** Waits until no run is under way and the page has drawn. */
const settle = async (page) => {
  await page.waitForTimeout(120);
  await page.waitForFunction(() => document.querySelector(".status-run")?.textContent === "", null, { timeout: 15000 });
  await page.waitForTimeout(120);
};

for (const language of ["en", "ko"])
  for (const [width, height] of SIZES)
    test(`every tab, ${language}, ${width}x${height}`, async () => {
      const { page, wrong, context } = await openPage(browser, base, { width, height, language });
      await ready(page);
      same(await page.getAttribute("html", "lang"), language, "language of the page");
      for (const tab of TABS) {
        await page.click(`#tab-${tab}`);
        await page.waitForSelector(`#panel-${tab}`);
        await page.waitForFunction(() => !document.querySelector(".pane .waiting"), null, { timeout: 15000 });
        await page.waitForTimeout(250);
        if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `${tab}-${language}-${width}.png`) });
        const violations = await axe(page);
        yes(violations.length === 0, `${tab}: ${violations.join("; ")}`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        yes(overflow <= 0, `${tab} is ${overflow} px wider than the window`);
        const small = await page.evaluate(() => [...document.querySelectorAll("button, select, input:not([type=hidden]), summary, a")].filter((one) => { const box = one.getBoundingClientRect(); return one.checkVisibility() && box.width > 0 && box.height > 0 && (box.height < 23.5 || box.width < 23.5) && getComputedStyle(one).clipPath === "none" && !one.closest(".lock, .check, .unseen, .skip"); }).map((one) => one.outerHTML.slice(0, 90)));
        same(small, [], `${tab}: targets under 24 px`);
      }
      same(wrong, [], "console and requests");
      await context.close();
    });

test("no English words are left in the Korean page", async () => {
  const { page, context } = await openPage(browser, base, { language: "ko" });
  await ready(page);
  for (const tab of ["holds", "breaks", "learn", "division", "paths"]) {
    await page.click(`#tab-${tab}`);
    await page.waitForTimeout(400);
    const words = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (parent?.closest("[lang=en], code, pre, script, noscript, .hash")) continue;
        for (const word of node.textContent?.match(/[A-Za-z]{3,}/g) ?? []) found.push(word);
      }
      return [...new Set(found)];
    });
    const known = new Set(["Linchpin", "GDP", "SVG", "PNG", "CSV", "OPCON", "FOC", "FMC", "Page", "Down", "Home", "End", "Ctrl", "Shift"]);
    same(words.filter((word) => !known.has(word)), [], `${tab}: English words`);
  }
  await context.close();
});

test("headline, both charts and the levers in use are seen without scrolling at 1280x800", async () => {
  const { page, context } = await openPage(browser, base);
  await ready(page);
  const low = await page.evaluate(() => {
    const bottom = (selector) => Math.max(...[...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect().bottom));
    return { headline: bottom(".headline"), charts: bottom("[data-memo] svg.chart"), lines: bottom(".figure .lines .threshold"), levers: bottom(".panel.left > .panel-inside > .lever"), end: document.querySelector(".status").getBoundingClientRect().top };
  });
  for (const part of ["headline", "charts", "lines", "levers"]) yes(low[part] <= low.end + 1, `${part} ends at ${low[part]}, the window at ${low.end}`);
  await context.close();
});

test("by keyboard alone", async () => {
  const { page, wrong, context } = await openPage(browser, base);
  await ready(page);
  const focus = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
  await page.keyboard.press("Tab");
  yes((await focus()).includes("Skip"), "the first stop skips to the answer");
  await page.focus("#tab-holds");
  for (const tab of TABS.slice(1)) {
    await page.keyboard.press("ArrowRight");
    await page.waitForSelector(`#panel-${tab}`);
    await page.waitForFunction((id) => document.activeElement?.id === id, `tab-${tab}`);
  }
  await page.keyboard.press("Home");
  await page.waitForSelector("#panel-holds");
  await page.focus(".panel.left .lever input[type=range]");
  const value = () => page.$eval(".panel.left .lever input[type=range]", (one) => Number(one.value));
  const before = await value();
  await page.keyboard.press("ArrowRight");
  const step = (await value()) - before;
  yes(step > 0, "an arrow moves the lever");
  await page.keyboard.press("PageUp");
  yes(Math.abs((await value()) - before - 11 * step) < step / 2, "a page key moves ten steps");
  await page.keyboard.press("End");
  same(await value(), await page.$eval(".panel.left .lever input[type=range]", (one) => Number(one.max)), "End");
  await page.waitForTimeout(900);
  await page.keyboard.press("Control+z");
  yes(Math.abs((await value()) - before) < 1e-9, "undo gives back the number before the gesture");
  await page.keyboard.press("Control+Shift+z");
  same(await value(), await page.$eval(".panel.left .lever input[type=range]", (one) => Number(one.max)), "redo");
  await page.focus(".panel.left .lever .source-mark");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  same((await axe(page)).filter((one) => !one.startsWith("region")), [], "card");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
  yes((await focus()).length > 0, "focus returns to the mark");
  await page.focus(".threshold input");
  const line = await page.$eval(".threshold-value", (one) => one.textContent);
  for (let k = 0; k < 12; k++) await page.keyboard.press("ArrowRight");
  yes((await page.$eval(".threshold-value", (one) => one.textContent)) !== line, "arrows move a threshold");
  await page.focus(".two-thumb input");
  await page.keyboard.press("ArrowRight");
  await page.focus(".lock input");
  await page.keyboard.press("Space");
  yes(await page.$eval(".lock input", (one) => one.checked), "space locks an assumption");
  await page.focus(".chart .row");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  same(await page.$$eval(".chart .row.chosen", (all) => all.length), 1, "Enter chooses the outcome under the focus");
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press("?");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Escape");
  await page.keyboard.press("5");
  await page.waitForSelector(".chart.fan");
  await page.focus(".chart.fan");
  const at = await page.$eval(".chart.fan", (one) => one.getAttribute("aria-valuetext"));
  await page.keyboard.press("ArrowRight");
  yes((await page.$eval(".chart.fan", (one) => one.getAttribute("aria-valuetext"))) !== at, "arrows move the reading line");
  same(wrong, [], "console and requests");
  await context.close();
});

test("a link in a fresh browser restores everything", async () => {
  const { page, context } = await openPage(browser, base);
  await ready(page);
  await page.click(".chip.add");
  await page.selectOption(".hand select", { index: 3 });
  await page.fill(".panel.left .lever .number", "0.5");
  await page.keyboard.press("Enter");
  await page.selectOption(".panel.right select", { index: 2 });
  await page.click("#tab-paths");
  await page.click(".languages button[lang=ko]");
  await page.fill(".seed", "7");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(900);
  const see = (on) => on.evaluate(() => ({ tab: document.querySelector("[aria-selected=true]").id, lang: document.documentElement.lang, chips: [...document.querySelectorAll(".chip-name")].map((one) => one.textContent), seed: document.querySelector(".seed").value, world: document.querySelector(".panel.right select").value, levers: [...document.querySelectorAll(".panel.left .lever input[type=range]")].map((one) => [one.ariaLabel, one.value]).sort() }));
  const hash = await page.evaluate(() => location.hash);
  yes(hash.length > 20 && hash.length < 1500, `the link has ${hash.length} letters`);
  const other = await openPage(browser, base, { hash });
  await ready(other.page).catch(() => undefined);
  await other.page.waitForTimeout(600);
  same(await see(other.page), await see(page), "state after the link");
  same(other.wrong, [], "console and requests");
  await context.close();
  await other.context.close();
});

test("a mangled link is refused kindly and the page works", async () => {
  for (const hash of ["#s=1.garbage", "#s=1.", "#s=99.AAAA", "#s=x"]) {
    const { page, wrong, context } = await openPage(browser, base, { hash });
    await ready(page);
    yes((await page.textContent(".notice")).length > 30, `${hash} says what happened`);
    await page.click(".notice button");
    same(await page.$$eval(".notice", (all) => all.length), 0, "notice goes");
    same(wrong, [], "console and requests");
    await context.close();
  }
});

test("two hundred quick moves leave no queue and the last one wins", async () => {
  const { page, wrong, context } = await openPage(browser, base);
  await ready(page);
  await settle(page);
  let flying = 0;
  let most = 0;
  let asked = 0;
  let last = null;
  const bodies = new Set();
  page.on("request", (request) => {
    if (!request.url().endsWith("/api/compare")) return;
    bodies.add(request);
    asked++;
    most = Math.max(most, ++flying);
    last = request.postDataJSON();
  });
  const over = (request) => bodies.delete(request) && flying--;
  page.on("requestfinished", over);
  page.on("requestfailed", over);
  const final = await page.evaluate(async () => {
    const slider = document.querySelector(".panel.left .lever input[type=range]");
    const low = Number(slider.min), high = Number(slider.max);
    for (let k = 0; k < 200; k++) {
      slider.value = String(low + ((high - low) * ((k * 37) % 100)) / 100);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((done) => setTimeout(done, 8));
    }
    return Number(slider.value);
  });
  await page.waitForTimeout(1500);
  await settle(page);
  yes(most <= 2, `${most} requests at once`);
  yes(asked >= 5 && asked <= 200, `${asked} requests`);
  const set = Object.values(last.strategies.find((one) => Object.keys(one.set).length).set)[0];
  yes(Math.abs(set - final) < 1e-6, `the last request asks for ${set}, the slider says ${final}`);
  same(wrong.filter((one) => !one.includes("ERR_ABORTED")), [], "console and requests");
  await context.close();
});

test("from a move to the painted first answer", async () => {
  const { page, context } = await openPage(browser, base);
  await ready(page);
  await settle(page);
  const times = await page.evaluate(async () => {
    const slider = document.querySelector(".panel.left .lever input[type=range]");
    const low = Number(slider.min), high = Number(slider.max);
    const found = [];
    for (let k = 0; k < 40; k++) {
      slider.value = String(low + ((high - low) * (k % 2 ? 30 + k : 70 - k)) / 100);
      const start = performance.now();
      const drawn = new Promise((done) => {
        const watch = new MutationObserver(() => { watch.disconnect(); requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)); });
        watch.observe(document.querySelector("[data-memo]"), { subtree: true, attributes: true, characterData: true, childList: true });
      });
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      const end = await Promise.race([drawn, new Promise((done) => setTimeout(() => done(null), 2000))]);
      if (end) found.push(end - start);
      await new Promise((done) => setTimeout(done, 150));
    }
    return found.sort((a, b) => a - b);
  });
  const pick = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))]?.toFixed(0);
  console.log(`    median ${pick(0.5)} ms, 95th percentile ${pick(0.95)} ms over ${times.length} moves`);
  yes(times.length >= 30, "most moves are answered");
  await context.close();
});

test("drawings, tables and the memo can be taken along", async () => {
  const { page, wrong, context } = await openPage(browser, base);
  await ready(page);
  await settle(page);
  const save = async (click) => {
    const waiting = page.waitForEvent("download");
    await click();
    const stream = await (await waiting).createReadStream();
    const parts = [];
    for await (const part of stream) parts.push(part);
    return Buffer.concat(parts);
  };
  const menu = page.locator(".figure .menu").first();
  await menu.locator("summary").click();
  const svg = (await save(() => menu.getByText("SVG").click())).toString();
  yes(svg.startsWith("<svg") && svg.includes("Deterrence") | svg.length > 3000, "SVG has its marks");
  yes(!svg.includes("var(--"), "SVG stands alone");
  const png = await save(() => menu.getByText("PNG").click());
  same(png.subarray(1, 4).toString(), "PNG", "PNG");
  const csv = (await save(() => menu.getByText("CSV").click())).toString();
  yes(csv.split("\r\n").length > 10, "CSV has its rows");
  await page.getByText("Export", { exact: true }).click();
  const memo = (await save(() => page.locator("dialog .solid").click())).toString();
  yes(memo.includes("<svg") && memo.includes("linchpin run"), "the memo has drawings and the command");
  same((await axe(page)).filter((one) => !one.startsWith("region")), [], "export sheet");
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, "export-en-1280.png") });
  same(wrong, [], "console and requests");
  await context.close();
});

test("at 200 % zoom nothing is cut off", async () => {
  const { page, context } = await openPage(browser, base, { width: 640, height: 400 });
  await ready(page);
  for (const tab of TABS) {
    await page.click(`#tab-${tab}`);
    await page.waitForTimeout(250);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    yes(overflow <= 0, `${tab} is ${overflow} px too wide`);
  }
  await context.close();
});

test("four strategies, forced colours", async () => {
  const { page, wrong, context } = await openPage(browser, base);
  await ready(page);
  await page.click(".chip.add");
  await page.click(".chip.add");
  await settle(page);
  same(await page.$$eval(".chart g[aria-label] .mark", (all) => all.length > 10), true, "marks are drawn");
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, "four-en-1280.png") });
  await page.emulateMedia({ forcedColors: "active" });
  await page.waitForTimeout(200);
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, "forced-en-1280.png") });
  same(await axe(page), [], "axe with four strategies");
  same(wrong, [], "console and requests");
  await context.close();
});

for (const { name, run } of tests) {
  if (wanted.length && !wanted.some((word) => name.includes(word))) continue;
  const start = Date.now();
  try {
    await run();
    console.log(`ok    ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failures.push(name);
    console.log(`FAIL  ${name}\n      ${error.message.split("\n").slice(0, 6).join("\n      ")}`);
  }
}
await browser.close();
mock?.kill();
process.exit(failures.length ? 1 : 0);
