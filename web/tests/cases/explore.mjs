// What breaks it, and what should be found out: what the page says is what the server counts, by mouse and by keyboard, live.
import { goTo, LANGUAGES, openPage, ready, same, settle, tableOf, until, yes } from "../browser.mjs";

export const cases = [];

const headline = (page) => page.textContent("#answer");
const done = (page) => page.waitForSelector('.progress[data-state="done"]', { timeout: 60000 });

/** Parts of an exploration, asked as the page asks it. */
async function parts(page, route, about, futures = 2000) {
  return page.evaluate(
    async ([path, body]) => {
      const text = await (await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body })).text();
      return text.split("\n\n").filter((block) => block.startsWith("event: answer")).map((block) => JSON.parse(block.split("\ndata: ")[1]));
    },
    [route, JSON.stringify({ model: "korea-2026", ladder: [futures], strategies: await strategies(page), reference: "A", about })],
  );
}

/** The strategies that everybody starts with. */
const strategies = (page) =>
  page.evaluate(async () => {
    const model = await (await fetch("/api/model/korea-2026")).json();
    const other = model.policies.find((one) => one.name !== model.baseline && !one.stress);
    return [{ id: "A", policy: model.baseline }, { id: "B", policy: other.name }];
  });

const hundred = (share) => (share > 0 && share < 0.005 ? "<1" : share < 1 && share > 0.995 ? ">99" : String(Math.round(share * 100)));

for (const language of LANGUAGES)
  cases.push({
    name: `what breaks it: the sentence, the boxes and the worlds say what the server counts, ${language}`,
    async run(browser, base) {
      const { page, wrong, context } = await openPage(browser, base, { language });
      await ready(page);
      await goTo(page, "breaks");
      await done(page);
      const [prim, tipping, worlds] = await parts(page, "/api/breaks", "B");
      const found = prim.breaks[0];
      const box = found.steps[found.chosen];
      const said = await headline(page);
      for (const number of [hundred(box.coverage), hundred(box.density), hundred(found.failures / found.futures), String(found.same), String(found.resamples)]) yes(said.includes(number), `"${said}" does not say ${number}`);
      // As many limits as the box has, and each opens what it stands on.
      same((await page.$$(".chart.ranges .row")).length, box.ranges.length, "limits");
      await page.focus(".chart.ranges .row");
      await page.keyboard.press("Enter");
      await page.waitForSelector("dialog[open]");
      await page.keyboard.press("Escape");
      // Failures and successes differ by shape, and are as many as the server sent.
      same((await page.$$(".chart.scatter path.dot-fails")).length - 1, found.scatter.dots.filter((one) => one.fails).length, "failures drawn");
      same((await page.$$(".chart.scatter circle.dot-holds")).length - 1, found.scatter.dots.filter((one) => !one.fails).length, "successes drawn");
      same((await page.$$(".chart.turns .row")).length, tipping.turns.flatMap((one) => one.turns).length, "turning values");
      const rows = await page.$$eval(".worlds-table tbody tr", (all) => all.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
      same(rows.length, worlds.worlds.rows.length, "worlds");
      for (const [k, row] of worlds.worlds.rows.entries()) {
        same(rows[k].slice(1, -1), row.values.map((value) => hundred(value / 100)), `world ${row.world}`);
        if (row.first) same(rows[k].at(-1), row.first, `first in world ${row.world}`);
      }
      same(wrong, [], "console and requests");
      await context.close();
    },
  });

cases.push({
  name: "what breaks it: another box by keyboard and by mouse, and the words follow",
  async run(browser, base) {
    const { page, wrong, context } = await openPage(browser, base);
    await ready(page);
    await goTo(page, "breaks");
    const first = await headline(page);
    const at = () => page.getAttribute(".chart.curve", "aria-valuenow");
    const start = Number(await at());
    await page.focus(".chart.curve");
    await page.keyboard.press("ArrowLeft");
    await until(async () => Number(await at()) === start + 1, "an arrow goes to the next smaller box");
    yes((await headline(page)) !== first, "the sentence is about the other box");
    yes(!(await headline(page)).includes("redrawn"), "only the suggested box was looked at again");
    await page.keyboard.press("Home");
    await until(async () => (await at()) === "1", "Home goes to all futures");
    yes(/before any limit/.test(await headline(page)), "all futures have no limit");
    same((await page.$$(".chart.ranges .row")).length, 0, "no limits");
    const ring = await (await page.$(".chart.curve .curve-best")).boundingBox();
    await page.mouse.click(ring.x + ring.width / 2, ring.y + ring.height / 2);
    await until(async () => Number(await at()) === start, "a click chooses the box at the ring");
    same(await headline(page), first, "the words are back");
    const rows = await tableOf(page, "Choose a box");
    same(rows.length - 1, Number(await page.getAttribute(".chart.curve", "aria-valuemax")), "a row for each box");
    same(wrong, [], "console and requests");
    await context.close();
  },
});

cases.push({
  name: "what breaks it: another strategy and a locked assumption are answered anew, the older question is stopped",
  async run(browser, base) {
    const { page, wrong, context } = await openPage(browser, base);
    await ready(page);
    await goTo(page, "breaks");
    await done(page);
    const first = await headline(page);
    yes(first.includes("Strategy B"), "it begins with the strategy in hand");
    await page.click(".chips .chip >> nth=0");
    await until(async () => (await headline(page)).includes("Strategy A"), "the other strategy is looked at");
    await done(page);
    const asked = [];
    page.on("request", (request) => request.url().endsWith("/api/breaks") && asked.push(request));
    // Two quick changes: the first question is stopped or never sent, the last one is answered.
    for (const k of [0, 1]) await page.click(`.panel.right .assumption >> nth=${k} >> .lock input`);
    await until(async () => (await page.getAttribute(".progress", "data-state")) === "working", "it says that it works");
    yes((await page.$(".explored.old")) !== null, "what is seen is marked as old");
    await done(page);
    yes((await page.$(".explored.old")) === null, "what is seen belongs to the setting");
    yes(asked.length >= 1 && asked.length <= 2, `${asked.length} questions for two changes`);
    same(Object.keys(JSON.parse(asked.at(-1).postData()).locks).length, 2, "the last question has both locks");
    // Back to what was answered before costs nothing.
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await done(page);
    await page.waitForTimeout(600);
    yes(asked.every((one) => Object.keys(JSON.parse(one.postData()).locks).length > 0), "an answer that is known is not asked for again");
    same(wrong, [], "console and requests");
    await context.close();
  },
});

cases.push({
  name: "what breaks it: stop and look again, a world by its row, one strategy alone",
  async run(browser, base) {
    const { page, context } = await openPage(browser, base);
    await ready(page);
    await settle(page);
    // A slow server: the answer never comes, so that there is something to stop.
    let hold = true;
    await page.route("**/api/breaks", async (route) => { if (!hold) await route.continue(); });
    await page.click("#tab-breaks");
    await page.click(".progress .link");
    await page.waitForSelector('.progress[data-state="stopped"]');
    hold = false;
    await page.click(".progress .link");
    await done(page);
    await page.click(".worlds-table .plain >> nth=0");
    await until(async () => (await page.$eval(".panel.right select", (one) => one.value)) !== "", "the world is taken over");
    await done(page);
    await page.keyboard.press("Control+z");
    await page.click(".hand .icon-button[aria-label^='Remove']").catch(() => page.click("button[aria-label^='Remove strategy B']"));
    await until(async () => (await page.textContent("#panel-breaks")).includes("add a second one"), "one strategy alone is told what is missing");
    await context.close();
  },
});

for (const language of LANGUAGES)
  cases.push({
    name: `what to find out: the sentence, the bars and the strip say what the server counts, ${language}`,
    async run(browser, base) {
      const { page, wrong, context } = await openPage(browser, base, { language });
      await ready(page);
      await goTo(page, "learn");
      await done(page);
      const [given] = await parts(page, "/api/findings", "B");
      const ranking = given.rankings[0];
      const clear = ranking.inputs.filter((one) => one.low > 0).slice(0, 3);
      const said = await headline(page);
      for (const one of clear) for (const number of [one.value, one.low, one.high]) yes(said.includes(hundred(number)), `"${said}" does not say ${hundred(number)}`);
      const rows = await tableOf(page, language === "ko" ? "무엇에 달려 있는가" : "What it turns on");
      same(rows.slice(1).map((row) => row[1]), ranking.inputs.slice(0, 8).map((one) => hundred(one.value)), "bars");
      // What rests on judgement alone is marked so, by the word and by an open bar.
      await page.click(".figure.first .figure-tools button[aria-pressed]");
      const judged = await page.evaluate(async (names) => {
        const model = await (await fetch("/api/model/korea-2026")).json();
        return names.filter((name) => model.uncertainties.find((one) => one.name === name).basis === "judgement").length;
      }, ranking.inputs.slice(0, 8).map((one) => one.input));
      same((await page.$$(".chart.scores .score.judged")).length, judged, "open bars");
      same((await page.$$eval(".chart.scores .row .row-label", (all) => all.filter((one) => one.textContent.startsWith("~")).length)), judged, "rows marked ~");
      const strip = given.over_time[0];
      same((await page.$$(".chart.strip rect")).length % strip.times.length, 0, "a cell for each date");
      // Another outcome, another quantity.
      await page.selectOption(".figure.first select", { index: 1 });
      await until(async () => (await headline(page)) !== said, "another outcome, another sentence");
      await page.selectOption("figure:nth-of-type(2) .figure-tools select", { index: 1 });
      await page.focus(".chart.scores .row");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForSelector("dialog[open]");
      same(wrong, [], "console and requests");
      await context.close();
    },
  });

cases.push({
  name: "what holds up: verdicts that turn under other weights become undecided, in words, marks and table",
  async run(browser, base) {
    const { page, wrong, context } = await openPage(browser, base);
    await ready(page);
    const note = () => page.textContent(".figure.first .note");
    await until(async () => /weights/.test(await note()), "verdicts are tested on other weights");
    const answers = await page.evaluate(async (strategies) => {
      const body = JSON.stringify({ model: "korea-2026", ladder: [256, 4096], strategies, reference: "A", weights: true });
      const text = await (await fetch("/api/compare", { method: "POST", headers: { "content-type": "application/json" }, body })).text();
      return text.split("\n\n").filter((block) => block.startsWith("event: answer")).map((block) => JSON.parse(block.split("\ndata: ")[1]));
    }, await strategies(page));
    const [before, after] = answers.slice(-2);
    yes(before.tested === null && after.tested !== null, "the last answer comes once more, tested");
    const directed = await page.evaluate(async () => (await (await fetch("/api/model/korea-2026")).json()).outcomes.filter((one) => one.better !== "neither").map((one) => one.name));
    const count = (answer) => answer.outcomes.filter((one) => directed.includes(one.name)).flatMap((one) => one.differences).filter((one) => one.decided).length;
    same(count(before) - count(after), after.tested.taken_back, "verdicts taken back");
    if (after.tested.taken_back > 0) yes((await note()).includes(`${after.tested.taken_back} of ${after.tested.decided}`), "the page says how many");
    same(await headline(page), after.headline.en, "the headline is the tested one");
    const hollow = after.outcomes.filter((one) => directed.includes(one.name)).flatMap((one) => one.differences).filter((one) => !one.decided).length;
    same(await page.$$eval(".figure.first .chart .mark", (all) => all.filter((one) => one.getAttribute("fill") === "#fff").length), hollow, "hollow marks");
    same(wrong, [], "console and requests");
    await context.close();
  },
});
