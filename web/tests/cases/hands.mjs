// Every control by mouse.
import { axe, goTo, openPage, ready, same, settle, until, yes } from "../browser.mjs";

export const cases = [];
const fresh = async (browser, base, how) => {
  const opened = await openPage(browser, base, how);
  await ready(opened.page);
  await settle(opened.page);
  return opened;
};
const headline = (page) => page.textContent(".headline");
const chips = (page) => page.$$eval(".chip-name", (all) => all.map((one) => one.textContent));

cases.push({
  name: "by mouse: strategies, presets, levers, undo",
  async run(browser, base) {
    const { page, wrong, context } = await fresh(browser, base);
    const before = await headline(page);
    await page.selectOption(".hand .field select", { index: 3 });
    await settle(page);
    await until(async () => (await headline(page)) !== before, "another preset gives another answer");
    await page.click("button[aria-label=Undo]");
    await settle(page);
    await until(async () => (await headline(page)) === before, "undo gives the answer before");
    await page.click("button[aria-label=Redo]");
    await settle(page);
    await until(async () => (await headline(page)) !== before, "redo");
    await page.click(".chip.add");
    await until(async () => (await chips(page)).length === 3, "a third strategy");
    await page.click(".hand-pick.add");
    await until(async () => (await chips(page)).length === 4, "a fourth");
    await until(async () => (await page.$$eval(".add", (all) => all.length)) === 0, "no place for a fifth");
    await page.click(".chip >> nth=0");
    await until(async () => (await page.getAttribute(".hand-pick >> nth=0", "aria-pressed")) === "true", "A is in hand");
    await page.selectOption(".hand select[aria-label='Copy to']", "C");
    await until(async () => (await chips(page))[2] === (await chips(page))[0], "C is a copy of A");
    await page.click(".hand .icon-button");
    await until(async () => (await chips(page)).length === 3, "one is removed");
    await page.selectOption(".hand select[aria-label=Against]", "B");
    await settle(page);
    await until(async () => (await page.textContent("figure h3")).trim().endsWith("B"), "differences are against B");
    const slider = page.locator(".panel.left .lever input[type=range]").first();
    const box = await slider.boundingBox();
    const was = Number(await slider.inputValue());
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2);
    await page.mouse.down();
    for (const part of [0.6, 0.7, 0.8, 0.9]) await page.mouse.move(box.x + box.width * part, box.y + box.height / 2);
    await until(async () => await page.evaluate(() => document.documentElement.classList.contains("holding")), "scales are held while the hand is on the lever");
    await page.mouse.up();
    await settle(page);
    await until(async () => Number(await slider.inputValue()) !== was, "a lever follows the mouse");
    await until(async () => (await chips(page)).some((one) => one.endsWith("*")), "a strategy changed by hand is marked");
    await page.click(".lever-foot .link >> nth=0");
    await until(async () => Number(await slider.inputValue()) === was, "a lever goes back to its preset");
    await page.fill(".panel.left .lever .number", "0.5");
    await page.keyboard.press("Enter");
    await page.click(".hand .link");
    await until(async () => (await page.$$eval(".by-hand", (all) => all.length)) === 0, "all levers go back");
    await page.click(".group summary >> nth=0");
    await until(async () => (await page.$$(".group[open] .lever")).length > 3, "more levers open by actor");
    same(wrong, [], "console and requests");
    await context.close();
  },
});

cases.push({
  name: "by mouse: assumptions, worlds, thresholds, seed",
  async run(browser, base) {
    const { page, wrong, context } = await fresh(browser, base);
    const before = await headline(page);
    const world = await page.$eval(".panel.right select", (one) => one.options[2].textContent);
    await page.selectOption(".panel.right select", { index: 2 });
    await settle(page);
    await until(async () => (await headline(page)).includes(world.split(/[:,;(]/)[0]), "the headline names the world");
    let fixed = 0;
    for (let index = 1; fixed === 0 && index < (await page.$$(".panel.right select option")).length; index++) {
      await page.selectOption(".panel.right select", { index });
      await page.waitForTimeout(100);
      fixed = (await page.$$(".assumption.fixed")).length;
    }
    yes(fixed > 0, "what a world sets is shown as set");
    await page.selectOption(".panel.right select", { index: 0 });
    await settle(page);
    await until(async () => (await headline(page)) === before, "back to all ranges");
    const range = page.locator(".two-thumb input").first();
    const box = await range.boundingBox();
    await page.mouse.move(box.x + 8, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
    await page.mouse.up();
    await settle(page);
    await until(async () => Number(await range.inputValue()) > Number(await range.getAttribute("min")), "a range is narrowed by its lower thumb");
    await page.click(".assumption .lever-foot .link");
    await until(async () => (await range.inputValue()) === (await range.getAttribute("min")), "its full range again");
    await page.check(".lock input", { force: true });
    await until(async () => await page.isVisible(".assumption .lever-line input[type=range]"), "a lock makes one slider of two");
    await page.fill(".assumption .lever-line .number", "0.9");
    await page.keyboard.press("Enter");
    await settle(page);
    await page.uncheck(".lock input", { force: true });
    await page.fill(".find input", "russia");
    await until(async () => (await page.$$(".find ~ .assumption, .find + p + .assumption")).length > 0, "an assumption is found by its words");
    const axis = page.locator(".threshold input").first();
    const value = () => page.textContent(".threshold-value");
    const line = await value();
    const place = await axis.boundingBox();
    await page.mouse.move(place.x + place.width * 0.5, place.y + place.height / 2);
    await page.mouse.down();
    await page.mouse.move(place.x + place.width * 0.3, place.y + place.height / 2);
    await page.mouse.up();
    await settle(page);
    await until(async () => (await value()) !== line, "a threshold is dragged");
    await until(async () => (await headline(page)) !== before, "and changes in how many futures the criteria are met");
    await page.getByText("Model’s own line").click();
    await settle(page);
    await until(async () => (await value()) === line, "the model's own lines again");
    await page.fill(".seed", "7");
    await page.keyboard.press("Enter");
    await settle(page);
    await until(async () => (await headline(page)) !== before, "another seed, other futures");
    same(wrong, [], "console and requests");
    await context.close();
  },
});

cases.push({
  name: "by mouse: charts, cards, tables, what stands below",
  async run(browser, base) {
    const { page, wrong, context } = await fresh(browser, base);
    await page.click(".chart .row >> nth=4");
    await until(async () => (await page.$$eval(".chart .row.chosen", (all) => all.length)) === 1, "an outcome is chosen");
    await until(async () => (await page.$$(".lines .threshold")).length >= 4, "its threshold stands beside the others");
    const closed = ".figure-tools button[aria-pressed=false]";
    await until(async () => (await page.$$(closed)).length >= 4, "what stands below is drawn at rest");
    for (const button of await page.$$(closed)) await button.click();
    await until(async () => (await page.$$("table.data")).length >= 4, "every chart has a table");
    same(await axe(page), [], "axe with tables");
    for (const button of await page.$$(".figure-tools button[aria-pressed=true]")) await button.click();
    await page.click(".panel.left .lever .source-mark");
    await until(async () => (await page.textContent("dialog .card h2")).length > 5, "a source mark opens the card of its number");
    const first = await page.textContent("dialog h2");
    await page.click("dialog .names .name >> nth=0");
    await until(async () => (await page.textContent("dialog h2")) !== first, "names on a card lead on");
    same((await axe(page)).filter((one) => !one.startsWith("region")), [], "axe with a card");
    await page.click("dialog .sheet-close");
    await page.waitForSelector("dialog", { state: "detached" });
    await page.click("button[aria-label='How to read this page, keys']");
    await until(async () => (await page.textContent("dialog")).includes("Page Up"), "keys are listed");
    await page.waitForSelector("dialog[open]");
    await page.mouse.click(20, 400);
    await page.waitForSelector("dialog", { state: "detached" });
    await until(async () => (await page.$$(".ranks tbody tr")).length >= 4, "measures and regret stand below");
    same(wrong, [], "console and requests");
    await context.close();
  },
});

cases.push({
  name: "by mouse: division, paths, game, evidence, model",
  async run(browser, base) {
    const { page, wrong, context } = await fresh(browser, base);
    await goTo(page, "division");
    await until(async () => (await page.$$(".milestone-words")).length > 0, "milestones are told");
    const state = () => page.textContent(".state-table tbody");
    const before = await state();
    const slider = await page.locator(".date-pick input").boundingBox();
    await page.mouse.click(slider.x + slider.width * 0.8, slider.y + slider.height / 2);
    await until(async () => (await state()) !== before, "the state at another date");
    await page.click(".milestone-words .name >> nth=0");
    await page.click("dialog .sheet-close");
    await goTo(page, "paths");
    await page.selectOption(".picks select", { index: 4 });
    await page.waitForFunction(() => document.querySelectorAll(".chart.fan").length === 2);
    await page.click(".pick .icon-button >> nth=0");
    await page.waitForFunction(() => document.querySelectorAll(".chart.fan").length === 1);
    const reading = () => page.textContent(".reading-line");
    const read = await reading();
    const fan = await page.locator(".chart.fan").boundingBox();
    await page.mouse.click(fan.x + fan.width * 0.4, fan.y + fan.height / 2);
    await until(async () => (await reading()) !== read, "the reading line goes where it is pointed");
    await page.getByText("What drives it").click();
    await until(async () => (await page.$$("dialog .names .name")).length > 0, "what drives it");
    await page.click("dialog .sheet-close");
    await goTo(page, "game");
    const verdict = () => page.textContent(".verdict");
    await page.selectOption(".picks select >> nth=0", "crisis");
    await page.waitForFunction(() => document.querySelectorAll(".chart.tree .node").length > 10);
    const played = await page.$$eval(".branch-chance", (all) => all.map((one) => one.textContent).join());
    await until(async () => (await verdict()).includes("“"), "who moves first and what it takes most often");
    const precision = page.locator(".precisions .number").first();
    await page.check(".precisions .lock input", { force: true });
    await precision.fill(await precision.getAttribute("max"));
    await page.keyboard.press("Enter");
    await page.waitForFunction((was) => [...document.querySelectorAll(".branch-chance")].map((one) => one.textContent).join() !== was, played);
    await page.fill(".picks .number", "9");
    await page.keyboard.press("Enter");
    await page.selectOption(".picks select >> nth=1", "A");
    await page.waitForTimeout(200);
    await goTo(page, "evidence");
    const shown = async () => Number((await page.textContent("[role=status].hint")).match(/\d+/)[0]);
    const all = await shown();
    await page.click(".standing-row:not(.views) button >> nth=2");
    await until(async () => (await shown()) < all, "claims by standing");
    await page.click(".standing-row:not(.views) button >> nth=0");
    await page.selectOption(".picks select", "machine_written");
    await until(async () => (await page.$$(".document")).length < 10, "documents by kind");
    // A few documents stand open already; more are closed until asked for.
    if (!(await page.isVisible(".document .claim >> nth=0"))) await page.click(".document summary >> nth=0");
    await until(async () => await page.isVisible(".document .claim >> nth=0"), "a document opens to its claims");
    await page.selectOption(".picks select", "");
    await page.fill(".picks input[type=search]", "warhead");
    await until(async () => (await shown()) > 0 && (await shown()) < all, "claims by words");
    await page.fill(".picks input[type=search]", "");
    const documents = (await page.$$(".document")).length;
    await page.locator(".document ~ button").click();
    await until(async () => (await page.$$(".document")).length > documents, "more documents on demand");
    await goTo(page, "model");
    await page.click(".chart.map .sector >> nth=3");
    await until(async () => (await page.$$(".equations tbody tr")).length > 3, "a chapter's equations");
    await page.getByText("All chapters", { exact: true }).first().click();
    await page.fill(".model-list input[type=search]", "opcon");
    await until(async () => (await page.$$(".equations tbody tr")).length > 3, "quantities by words");
    await page.click(".equations .plain >> nth=0");
    await page.click("dialog .sheet-close");
    await page.click(".languages button[lang=ko]");
    await until(async () => (await page.getAttribute("html", "lang")) === "ko", "the other language");
    same(wrong, [], "console and requests");
    await context.close();
  },
});

cases.push({
  name: "by finger on a phone: drawers, levers, tabs",
  async run(browser, base) {
    const { page, wrong, context } = await fresh(browser, base, { width: 390, height: 844 });
    await page.click(".drawers button >> nth=0");
    await until(async () => await page.isVisible(".panel.left .lever >> nth=0"), "levers are pulled up");
    const before = await headline(page);
    await page.selectOption(".hand .field select", { index: 3 });
    await settle(page);
    await until(async () => (await headline(page)) !== before, "and change the answer behind them");
    await page.click(".drawers button >> nth=1");
    await until(async () => await page.isVisible(".panel.right .assumption >> nth=0"), "assumptions are pulled up");
    same(await axe(page), [], "axe with a drawer");
    await page.click(".drawers button >> nth=1");
    await until(async () => !(await page.isVisible(".panel.right")), "and let down");
    same(wrong, [], "console and requests");
    await context.close();
  },
});
