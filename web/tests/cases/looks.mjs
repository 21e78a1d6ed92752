// Every tab in both languages and sizes: nothing wrong, nothing cut off, nothing left in the other language.
import path from "node:path";
import { axe, goTo, LANGUAGES, openPage, ready, same, settle, SIZES, TABS, yes } from "../browser.mjs";

export const cases = [];

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
const smallTargets = () =>
  [...document.querySelectorAll("button, select, input:not([type=hidden]), summary, a")]
    .filter((one) => {
      const box = one.getBoundingClientRect();
      return one.checkVisibility() && box.width > 0 && box.height > 0 && (box.height < 23.5 || box.width < 23.5) && getComputedStyle(one).clipPath === "none" && !one.closest(".lock, .check, .unseen, .skip");
    })
    .map((one) => one.outerHTML.slice(0, 90));

for (const language of LANGUAGES)
  for (const [width, height] of SIZES)
    cases.push({
      name: `every tab, ${language}, ${width}x${height}`,
      async run(browser, base) {
        const { page, wrong, context } = await openPage(browser, base, { width, height, language });
        await ready(page);
        await settle(page);
        same(await page.getAttribute("html", "lang"), language, "language of the page");
        for (const tab of TABS) {
          await goTo(page, tab);
          await page.waitForTimeout(150);
          if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `${tab}-${language}-${width}.png`) });
          same(await axe(page), [], `${tab}: axe`);
          yes((await overflow(page)) <= 0, `${tab} is ${await overflow(page)} px wider than the window`);
          same(await page.evaluate(smallTargets), [], `${tab}: targets under 24 px`);
          same(await page.$$eval(".refused", (all) => all.map((one) => one.textContent)), [], `${tab}: refusals`);
          yes((await page.textContent(`#panel-${tab}`)).length > 200, `${tab} is empty`);
        }
        same(wrong, [], "console and requests");
        await context.close();
      },
    });

cases.push({
  name: "no English words are left in the Korean page",
  async run(browser, base) {
    const { page, context } = await openPage(browser, base, { language: "ko" });
    await ready(page);
    const left = () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement?.closest("[lang=en], code, pre, script, noscript, .hash")) continue;
        for (const word of node.textContent?.match(/[A-Za-z]{3,}/g) ?? []) found.push(`${word} in "${node.textContent.slice(0, 40)}"`);
      }
      for (const one of document.querySelectorAll("[aria-label], [aria-valuetext], [title]")) {
        if (one.closest("[lang=en]")) continue;
        const said = ["aria-label", "aria-valuetext", "title"].map((name) => one.getAttribute(name) ?? "").join(" ");
        for (const word of said.match(/[A-Za-z]{3,}/g) ?? []) found.push(`${word} in the label "${said.slice(0, 60)}"`);
      }
      return [...new Set(found)];
    };
    // Names of things that Korean writes in Latin letters too.
    const known = /^(Linchpin|GDP|SVG|PNG|CSV|FOC|FMC|IOC|HTML|Word|Page|Down|Home|End|Ctrl|Shift|AUKUS|NCG|ICBM|SLBM|MASGA|NPT|IAEA|SMA|KIDA|KDI|USFK|THAAD) /;
    const check = async (what) => same((await page.evaluate(left)).filter((one) => !known.test(one)), [], `${what}: English words`);
    for (const tab of TABS) {
      await goTo(page, tab);
      await settle(page);
      await check(tab);
    }
    await goTo(page, "game");
    for (const value of await page.$$eval(".picks select >> nth=0", (all) => [...all[0].options].map((one) => one.value))) {
      await page.selectOption(".picks select >> nth=0", value);
      await page.waitForTimeout(250);
      await check(`game ${value}`);
    }
    await goTo(page, "model");
    for (const value of (await page.$$eval(".model-list select", (all) => [...all[0].options].map((one) => one.value))).filter(Boolean)) {
      await page.selectOption(".model-list select", value);
      await check(`chapter ${value}`);
    }
    for (const tab of ["holds", "paths"]) {
      await goTo(page, tab);
      for (const group of await page.$$(".panel.left details:not([open]) summary")) await group.click();
      await check(`${tab} with all levers`);
    }
    await page.click(".panel.left .lever .source-mark");
    await page.waitForSelector("dialog[open]");
    await check("card");
    await context.close();
  },
});

cases.push({
  name: "headline, both charts and the levers in use are seen without scrolling at 1280x800",
  async run(browser, base) {
    for (const language of LANGUAGES) {
      const { page, context } = await openPage(browser, base, { language });
      await ready(page);
      const low = await page.evaluate(() => {
        const bottom = (selector) => Math.max(...[...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect().bottom));
        return { headline: bottom(".headline"), charts: bottom("[data-memo] svg.chart"), lines: bottom(".figure .lines .threshold"), levers: bottom(".panel.left > .panel-inside > .lever"), end: document.querySelector(".status").getBoundingClientRect().top };
      });
      for (const part of ["headline", "charts", "lines", "levers"]) yes(low[part] <= low.end + 1, `${part} ends at ${low[part]}, the window at ${low.end}`);
      yes((await page.textContent(".headline")).split(/\s+/).length <= 60, "the headline has at most sixty words");
      await context.close();
    }
  },
});

cases.push({
  name: "at 200 % zoom nothing is cut off",
  async run(browser, base) {
    const { page, context } = await openPage(browser, base, { width: 640, height: 400 });
    await ready(page);
    for (const tab of TABS) {
      await goTo(page, tab);
      await page.waitForTimeout(100);
      yes((await overflow(page)) <= 0, `${tab} is ${await overflow(page)} px too wide`);
    }
    await context.close();
  },
});

cases.push({
  name: "four strategies, forced colours, a greyscale eye",
  async run(browser, base) {
    const { page, wrong, context } = await openPage(browser, base);
    await ready(page);
    await page.click(".chip.add");
    await page.click(".chip.add");
    await settle(page);
    yes(await page.$$eval(".chart g[aria-label] .mark", (all) => all.length > 10), "marks are drawn");
    // Without colour, strategies differ by shape.
    const shapes = await page.$$eval(".chips .badge", (all) => all.map((one) => one.innerHTML.replace(/fill="[^"]*"|stroke="[^"]*"|class="[^"]*"/g, "")));
    same(new Set(shapes).size, 4, "shapes of four strategies");
    if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, "four-en-1280.png") });
    same(await axe(page), [], "axe with four strategies");
    for (const tab of ["division", "paths", "game"]) {
      await goTo(page, tab);
      await page.waitForTimeout(200);
      yes((await overflow(page)) <= 0, `${tab} with four strategies is too wide`);
      if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `four-${tab}-en-1280.png`) });
    }
    await page.emulateMedia({ forcedColors: "active" });
    await page.waitForTimeout(100);
    if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, "forced-en-1280.png") });
    same(wrong, [], "console and requests");
    await context.close();
  },
});

cases.push({
  name: "a refusal is told in the language of the page",
  async run(browser, base) {
    for (const [language, said] of [["en", "no complete answer within 60 seconds"], ["ko", "60초 안에 답을 다 구하지 못했습니다"]]) {
      const { page, context } = await openPage(browser, base, { language });
      await ready(page);
      await settle(page);
      const refusal = JSON.stringify({ why: "no complete answer within 60 seconds", help: "ask for fewer futures" });
      await page.route("**/api/compare", (route) => route.fulfill({ status: 503, contentType: "application/json", body: refusal }));
      await page.focus(".panel.left .lever input[type=range] >> nth=0");
      await page.keyboard.press("ArrowLeft");
      const told = page.locator(".status .refused");
      await told.waitFor();
      yes((await told.textContent()).includes(said), await told.textContent());
      if (language === "ko") same(await told.locator("[lang=en]").count(), 0, "English left over");
      await context.close();
    }
  },
});

cases.push({
  name: "no words of a game's tree run into one another",
  async run(browser, base) {
    for (const language of LANGUAGES) {
      const { page, context } = await openPage(browser, base, { language });
      await ready(page);
      await goTo(page, "game");
      for (const value of await page.$$eval(".picks select >> nth=0", (all) => [...all[0].options].map((one) => one.value))) {
        await page.selectOption(".picks select >> nth=0", value);
        await page.waitForTimeout(400);
        const met = await page.evaluate(() => {
          const words = [...document.querySelectorAll(".chart.tree text")].map((one) => ({ said: one.textContent, box: one.getBBox() }));
          const apart = (a, b) => a.x + a.width <= b.x + 1 || b.x + b.width <= a.x + 1 || a.y + a.height <= b.y + 4 || b.y + b.height <= a.y + 4;
          return words.flatMap((a, k) => words.slice(k + 1).filter((b) => !apart(a.box, b.box)).map((b) => `${a.said} | ${b.said}`));
        });
        same(met, [], `${language}, ${value}`);
      }
      await context.close();
    }
  },
});
