// Links: a fresh browser sees the same; an older link says what changed; a mangled one is refused kindly.
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { openPage, ready, same, settle, yes } from "../browser.mjs";

export const cases = [];

const read = (hash) => JSON.parse(inflateRawSync(Buffer.from(hash.slice(hash.indexOf(".") + 1), "base64url")).toString());
const written = (packed) => `#s=1.${deflateRawSync(Buffer.from(JSON.stringify(packed))).toString("base64url")}`;
/** The address once it carries what was set; it is written a moment after the hand has rested. */
async function addressWith(page, holds) {
  for (const end = Date.now() + 20_000; ; ) {
    const hash = await page.evaluate(() => location.hash);
    if (hash.includes(".") && holds(read(hash).s)) return hash;
    if (Date.now() > end) throw new Error(`the address never carries what was set: ${hash}`);
    await page.waitForTimeout(50);
  }
}
const see = (page) =>
  page.evaluate(() => ({
    tab: document.querySelector("[aria-selected=true]").id,
    language: document.documentElement.lang,
    chips: [...document.querySelectorAll(".chip-name")].map((one) => one.textContent),
    inHand: [...document.querySelectorAll(".hand-pick[aria-pressed=true]")].map((one) => one.textContent.trim()),
    against: document.querySelectorAll(".hand-row select")[1]?.value,
    seed: document.querySelector(".seed").value,
    world: document.querySelector(".panel.right select")?.value,
    levers: [...document.querySelectorAll(".panel.left .lever input[type=range]")].map((one) => [one.ariaLabel, one.value]).sort(),
    ranges: [...document.querySelectorAll(".two-thumb input")].map((one) => [one.ariaLabel, one.value]).sort(),
    locks: [...document.querySelectorAll(".lock input:checked")].map((one) => one.ariaLabel).sort(),
    headline: document.querySelector(".headline")?.textContent ?? "",
    lines: [...document.querySelectorAll(".lines .threshold-value")].map((one) => one.textContent),
  }));
/** A page on which everything that a link carries was changed. */
async function changed(browser, base) {
  const opened = await openPage(browser, base);
  const { page } = opened;
  await ready(page);
  await page.click(".chip.add");
  await page.selectOption(".hand .field select", { index: 3 });
  await page.fill(".panel.left .lever .number", "0.5");
  await page.keyboard.press("Enter");
  await page.selectOption(".hand select >> nth=2", "B");
  await page.selectOption(".panel.right select", { index: 2 });
  await page.focus(".two-thumb input");
  for (let k = 0; k < 5; k++) await page.keyboard.press("ArrowRight");
  await page.check(".lock input >> nth=3", { force: true });
  await page.focus(".threshold input");
  for (let k = 0; k < 5; k++) await page.keyboard.press("ArrowRight");
  await page.click(".languages button[lang=ko]");
  await page.fill(".seed", "7");
  await page.keyboard.press("Enter");
  await page.evaluate(() => document.activeElement?.blur());
  await settle(page);
  await addressWith(page, (state) => state.seed === 7 && state.language === "ko");
  return opened;
}

cases.push({
  name: "a link in a fresh browser restores everything",
  async run(browser, base) {
    const { page, context } = await changed(browser, base);
    const hash = await page.evaluate(() => location.hash);
    yes(hash.length > 20 && hash.length < 1500, `the link has ${hash.length} letters`);
    const here = await see(page);
    const other = await openPage(browser, base, { hash });
    await ready(other.page);
    await other.page.waitForFunction((words) => document.querySelector(".headline")?.textContent === words, here.headline, { timeout: 60000 });
    // The headline was waited for; it goes on to change when verdicts are tested on other weights.
    same({ ...(await see(other.page)), headline: here.headline }, here, "state after the link");
    same(other.wrong, [], "console and requests");
    // The place where the reader stands comes along too.
    await page.click("#tab-game");
    await page.selectOption(".picks select", "crisis");
    await page.fill(".picks .number", "5");
    await page.keyboard.press("Enter");
    const third = await openPage(browser, base, { hash: await addressWith(page, (state) => state.game === "crisis" && state.future === 4) });
    await third.page.waitForSelector(".chart.tree .node");
    same(await third.page.$eval(".picks select", (one) => one.value), "crisis", "the game");
    same(await third.page.$eval(".picks .number", (one) => one.value), "5", "the future");
    for (const one of [context, other.context, third.context]) await one.close();
  },
});

cases.push({
  name: "a link from an older model says what changed and keeps the rest",
  async run(browser, base) {
    const { page, context } = await changed(browser, base);
    const packed = read(await page.evaluate(() => location.hash));
    packed.h = "0123456789abcdef";
    packed.s.strategies[0].set = { a_lever_of_old: 1 };
    packed.s.world = "a_world_of_old";
    packed.s.locks.a_doubt_of_old = 3;
    const other = await openPage(browser, base, { hash: written(packed) });
    await ready(other.page);
    const notice = await other.page.textContent(".notice");
    for (const gone of ["a_lever_of_old", "a_world_of_old", "a_doubt_of_old", "01234567"]) yes(notice.includes(gone), `the notice names ${gone}: ${notice}`);
    same((await see(other.page)).seed, "7", "the rest is kept");
    same(other.wrong, [], "console and requests");
    await context.close();
    await other.context.close();
  },
});

cases.push({
  name: "a mangled link is refused kindly and the page works",
  async run(browser, base) {
    const deep = written({ h: "x", s: { strategies: [{ id: "A", policy: 7, set: [] }, null, "B"], ranges: { x: "y" }, locks: [], at: 1e999, paths: {}, seed: -1 } });
    for (const hash of ["#s=1.garbage", "#s=1.", "#s=99.AAAA", "#s=x", `#s=1.${"A".repeat(30_000)}`, deep, written([]), written(null)]) {
      const { page, wrong, context } = await openPage(browser, base, { hash });
      await ready(page);
      yes((await page.textContent(".notice")).length > 30, `${hash.slice(0, 40)} says what happened`);
      await page.click(".notice button");
      same(await page.$$eval(".notice", (all) => all.length), 0, "the notice goes");
      same(wrong, [], "console and requests");
      await context.close();
    }
  },
});
