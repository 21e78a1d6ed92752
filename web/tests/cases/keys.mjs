// Every control by keyboard alone.
import { axe, openPage, ready, same, settle, TABS, until, yes } from "../browser.mjs";

export const cases = [];
const focus = (page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
const LEVER = ".panel.left .lever input[type=range]";

cases.push({
  name: "by keyboard: skip link, tabs, levers, undo, cards",
  async run(browser, base) {
    const { page, wrong, context } = await openPage(browser, base);
    await ready(page);
    await page.keyboard.press("Tab");
    await until(async () => (await focus(page)).includes("Skip"), "the first stop skips to the answer");
    await page.keyboard.press("Enter");
    await until(async () => (await page.evaluate(() => document.activeElement.id)) === "pane", "and leads there");
    await page.focus("#tab-holds");
    for (const tab of TABS.slice(1)) {
      await page.keyboard.press("ArrowRight");
      await page.waitForSelector(`#panel-${tab}`);
      await page.waitForFunction((id) => document.activeElement?.id === id, `tab-${tab}`);
    }
    await page.keyboard.press("Home");
    await page.waitForSelector("#panel-holds");
    await page.focus(LEVER);
    const value = () => page.$eval(LEVER, (one) => Number(one.value));
    const before = await value();
    await page.keyboard.press("ArrowRight");
    const step = (await value()) - before;
    await until(async () => step > 0, "an arrow moves the lever");
    await page.keyboard.press("PageUp");
    await until(async () => Math.abs((await value()) - before - 11 * step) < step / 2, "a page key moves ten steps");
    await page.keyboard.press("End");
    same(await value(), await page.$eval(LEVER, (one) => Number(one.max)), "End");
    await page.waitForFunction(() => !document.documentElement.classList.contains("holding"));
    await page.keyboard.press("Control+z");
    await until(async () => Math.abs((await value()) - before) < 1e-9, "undo gives back the number before the gesture");
    await page.keyboard.press("Control+Shift+z");
    same(await value(), await page.$eval(LEVER, (one) => Number(one.max)), "redo");
    await page.focus(".panel.left .lever .source-mark");
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open]");
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
    await until(async () => (await focus(page)).startsWith("Where "), "focus returns to the mark");
    same(wrong, [], "console and requests");
    await context.close();
  },
});

cases.push({
  name: "by keyboard: thresholds, ranges, locks, charts, keys",
  async run(browser, base) {
    const { page, wrong, context } = await openPage(browser, base);
    await ready(page);
    await page.focus(".threshold input");
    const line = await page.textContent(".threshold-value");
    for (let k = 0; k < 12; k++) await page.keyboard.press("ArrowRight");
    await until(async () => (await page.textContent(".threshold-value")) !== line, "arrows move a threshold");
    await page.focus(".two-thumb input");
    await page.keyboard.press("ArrowRight");
    await until(async () => (await page.$$(".assumption .lever-foot .link")).length === 1, "arrows narrow a range");
    await page.focus(".lock input");
    await page.keyboard.press("Space");
    await until(async () => await page.$eval(".lock input", (one) => one.checked), "space locks an assumption");
    await page.focus(".chart .row");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await until(async () => (await page.$$eval(".chart .row.chosen", (all) => all.length)) === 1, "Enter chooses the outcome under the focus");
    await page.focus(".figure .menu summary");
    await page.keyboard.press("Enter");
    await until(async () => await page.isVisible(".menu[open] .menu-list button"), "the menu opens");
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press("A");
    await until(async () => (await page.getAttribute(".hand-pick >> nth=0", "aria-pressed")) === "true", "a letter takes its strategy in hand");
    await page.keyboard.press("?");
    await page.waitForSelector("dialog[open]");
    same((await axe(page)).filter((one) => !one.startsWith("region")), [], "axe with the list of keys");
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
    await page.keyboard.press("5");
    await page.waitForSelector(".chart.fan");
    await page.focus(".chart.fan");
    const at = await page.getAttribute(".chart.fan", "aria-valuetext");
    await page.keyboard.press("ArrowRight");
    await until(async () => (await page.getAttribute(".chart.fan", "aria-valuetext")) !== at, "arrows move the reading line");
    await page.keyboard.press("Home");
    await until(async () => (await page.getAttribute(".chart.fan", "aria-valuetext")).startsWith("Jan 2026"), "Home goes to the start");
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press("6");
    await page.waitForSelector(".chart.tree .node");
    await page.focus(".chart.tree .node");
    await page.keyboard.press("ArrowDown");
    await until(async () => (await focus(page)).length > 5, "arrows walk through the game");
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press("8");
    await page.waitForSelector(".chart.map .sector");
    await page.focus(".chart.map .sector");
    await page.keyboard.press("Enter");
    await until(async () => (await page.$$(".equations tbody tr")).length > 0, "Enter chooses a chapter");
    same(wrong, [], "console and requests");
    await context.close();
  },
});

cases.push({
  name: "by keyboard: every stop is seen, none is a trap",
  async run(browser, base) {
    for (const tab of ["holds", "breaks", "learn", "division", "paths", "game", "evidence", "model"]) {
      const { page, context } = await openPage(browser, base);
      await ready(page);
      await page.click(`#tab-${tab}`);
      await settle(page);
      await page.evaluate(() => document.activeElement?.blur());
      const stops = [];
      for (let k = 0; k < 400; k++) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(() => {
          const one = document.activeElement;
          if (!one || one === document.body) return null;
          const style = getComputedStyle(one);
          const around = one.closest("label") ? getComputedStyle(one.closest("label")) : style;
          const inside = getComputedStyle(one.querySelector("circle, rect") ?? one);
          const seen = style.outlineStyle !== "none" || around.outlineStyle !== "none" || (inside.stroke !== "none" && one instanceof SVGElement);
          one.dataset.stop = one.dataset.stop ?? String(Math.random());
          return { id: one.dataset.stop, name: one.getAttribute("aria-label") ?? one.textContent.slice(0, 40), seen };
        });
        if (!stop || stop.id === stops[0]?.id) break;
        stops.push(stop);
      }
      yes(stops.length > 20 && stops.length < 400, `${tab} has ${stops.length} stops`);
      same(stops.filter((one) => !one.seen).map((one) => one.name), [], `${tab}: stops without a visible focus`);
      same(new Set(stops.map((one) => one.id)).size, stops.length, `${tab}: every stop once`);
      await context.close();
    }
  },
});
