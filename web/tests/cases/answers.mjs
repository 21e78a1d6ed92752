// Walks of somebody new to the page, in both languages: a question, where the eye goes, what is read there. Each answer is
// compared with what the server says when asked beside the page.
import { goTo, LANGUAGES, openPage, ready, saved, settle, tableOf, until, yes } from "../browser.mjs";

export const cases = [];

const WORDS = {
  en: {
    shares: "Acceptable in how many", differences: "What changes", tasks: "Tasks and who decides", drives: "What drives it", against: "the order before", machine: "machine-written",
    reliability: "Deterrence reliability", burden: "Security burden", usCost: "Net US peacetime cost", hundred: "of 100", january2029: "2029", undecided: "Hollow: undecided", instead: "instead",
  },
  ko: {
    shares: "지표별로", differences: "무엇이 달라지는가", tasks: "과업과 결정 주체", drives: "무엇이 움직이는가", machine: "기계 작성",
    reliability: "억제 신뢰도", burden: "안보 부담", usCost: "미국의 순 평시 비용", hundred: "100개 중", january2029: "2029년", undecided: "판가름 나지 않음", instead: "다른 값",
  },
};

async function asked(base, route, body) {
  const reply = await fetch(`${base}${route}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return route === "/api/compare" ? JSON.parse((await reply.text()).split("\n\n").filter((event) => event.startsWith("event: answer")).at(-1).split("\ndata: ")[1]) : reply.json();
}
const QUESTION = { model: "korea-2026", ladder: [4096], strategies: [{ id: "A", policy: "declared_2026" }, { id: "B", policy: "us_led" }] };
const hundred = (share) => String(Math.round(share * 100));

/** Opens the page and runs a walk in each language. */
const walk = (name, steps) =>
  cases.push({
    name: `question: ${name}`,
    async run(browser, base) {
      for (const language of LANGUAGES) {
        const { page, context } = await openPage(browser, base, { language });
        await ready(page);
        await settle(page);
        try {
          await steps(page, WORDS[language], base, language);
        } catch (error) {
          throw new Error(`${language}: ${error.message}`);
        }
        await context.close();
      }
    },
  });

walk("which strategy keeps deterrence most often, against the old order?", async (page, words, base) => {
  const answer = await asked(base, "/api/compare", QUESTION);
  const shares = answer.outcomes.find((one) => one.name === "m_reliability").strategies.map((one) => hundred(one.share));
  const rows = await tableOf(page, words.shares);
  const row = rows.find((cells) => cells[0].startsWith(words.reliability));
  const heads = rows[0].map((cell, k) => [cell, k]).filter(([cell]) => /100/.test(cell));
  yes(heads.length === 2, "two columns of shares");
  for (const [k, [, at]] of heads.entries()) yes(row[at] === shares[k], `${row[at]} of 100, the server says ${shares[k]}`);
});

walk("what does the declared strategy cost each side?", async (page, words, base) => {
  const answer = await asked(base, "/api/compare", QUESTION);
  const rows = await tableOf(page, words.differences);
  const read = (title) => rows.find((cells) => cells[0].startsWith(title)).at(-2);
  const mean = (name) => answer.outcomes.find((one) => one.name === name).strategies[0].mean;
  yes(read(words.burden).includes(mean("m_burden").toFixed(2)), `${read(words.burden)}, the server says ${mean("m_burden")}`);
  const cost = mean("m_us_cost");
  const korean = `${Math.floor(cost * 10)}억`;
  yes(read(words.usCost).includes(cost.toFixed(2)) || read(words.usCost).includes(korean), `${read(words.usCost)}, the server says ${cost}`);
});

walk("what does Pyongyang prefer in a crisis in 2030, and why?", async (page, words, base, language) => {
  await goTo(page, "game");
  await page.selectOption(".picks select >> nth=0", "crisis");
  await page.waitForSelector(".chart.tree .node >> nth=8");
  const game = await asked(base, "/api/game", { ...QUESTION, ladder: [256], game: "crisis", at: 2030, future: 0, strategy: "B" });
  const model = await (await fetch(`${base}/api/model/korea-2026`)).json();
  const shape = model.games.find((one) => one.name === "crisis");
  const called = (one) => (language === "ko" ? one.ko : one.title);
  const root = game.nodes[0];
  const best = root.actions.reduce((a, b) => (a.chance > b.chance ? a : b));
  const action = shape.nodes[0].actions.find((one) => one.name === best.name);
  await until(async () => (await page.textContent(".verdict")).includes(called(action)), `the sentence says “${called(action)}”`);
  const chances = await page.$$eval(".chart.tree .node >> nth=0", (all) => [...all[0].querySelectorAll(".branch-chance")].map((one) => one.textContent));
  yes(chances.includes(hundred(best.chance)), `${chances} on the branches, the server says ${best.chance}`);
  // Why: what each ending is worth to it stands at the endings, and what it would like best in the table below.
  const player = game.players.findIndex((one) => one.actor === root.player);
  const liked = game.terminals.reduce((a, b) => (a.payoffs[player] > b.payoffs[player] ? a : b));
  const row = await page.textContent(`.players tbody tr >> nth=${player}`);
  yes(row.includes(called(shape.terminals.find((one) => one.name === liked.name))), `would like best: ${row}`);
});

walk("who commands in 2029, and on what condition?", async (page, words, base) => {
  await goTo(page, "division");
  const answer = await asked(base, "/api/paths", { ...QUESTION, ladder: [1000], variables: ["opcon_state"] });
  const at = answer.points.findIndex((time) => time >= 2029);
  await page.focus(".date-pick input");
  await page.keyboard.press("Home");
  for (let k = 0; k < at; k++) await page.keyboard.press("ArrowRight");
  await until(async () => (await page.textContent(".date-pick output")).includes(words.january2029), "the date is 2029");
  const model = await (await fetch(`${base}/api/model/korea-2026`)).json();
  const series = model.series.find((one) => one.name === "opcon_state");
  const title = (await page.getAttribute("html", "lang")) === "ko" ? series.ko : series.title;
  const row = page.locator(".state-table tbody tr", { hasText: title });
  const bands = answer.variables[0].strategies[0].bands.map((band) => band[at]);
  const there = bands.filter((value) => value >= 0.5).length;
  yes((await row.textContent()).replaceAll("~", "–").includes(["0–5", "5–25", "25–50", "50–75", "75–95", "95–100"][there]), `in so many futures: ${await row.textContent()}`);
  yes((await page.$$(".milestone-words .name")).length >= 2, "conditions are named");
});

walk("who leads which task, by when, and who backs it?", async (page, words) => {
  await goTo(page, "division");
  const rows = await tableOf(page, words.tasks);
  yes(rows.length > 5 && rows[0].length === 5, "task, lead, backing, date, condition");
  yes(rows.slice(1).every((row) => row[0] && row[1]), "every task has a lead");
  yes(rows.slice(1).some((row) => /20[23]\d/.test(row[3])), "dates");
});

walk("which number rests on a machine-written source?", async (page, words) => {
  await goTo(page, "evidence");
  yes((await page.textContent(".intro")).includes(words.machine), "the ledger says how many");
  yes((await page.$$(".resting .name")).length > 0, "and which");
  await page.click(".resting .name >> nth=0");
  yes((await page.textContent("dialog")).includes(words.machine), "its card names the source as such");
});

walk("what is a preset, and what does it set?", async (page, words, base, language) => {
  const model = await (await fetch(`${base}/api/model/korea-2026`)).json();
  const preset = model.policies.find((one) => one.name === "us_led");
  await page.click(".hand .info");
  await page.waitForSelector("dialog[open] .bundle");
  const card = await page.textContent("dialog");
  yes(card.includes(language === "ko" ? preset.ko : preset.title), "its name");
  yes(card.includes(language === "ko" ? preset.text_ko : preset.text), "a sentence about it, in the reader's language");
  yes((await page.$$("dialog .bundle > div")).length === preset.settings.length, "every lever that it sets");
});

walk("which numbers are judgement alone?", async (page, words, base) => {
  const model = await (await fetch(`${base}/api/model/korea-2026`)).json();
  const judged = [...model.levers, ...model.uncertainties].filter((one) => !one.hidden && one.basis === "judgement").length;
  await goTo(page, "evidence");
  yes((await page.textContent(".judged summary")).includes(String(judged)), "how many");
  await page.click(".judged summary");
  await page.waitForSelector(".judged .name");
  yes((await page.$$(".judged .name")).length === judged, "and which");
});

walk("what do the marks mean?", async (page) => {
  await page.keyboard.press("?");
  await page.waitForSelector("dialog[open] .legend");
  yes((await page.$$("dialog .legend li")).length >= 6, "each mark with its meaning");
});

walk("where does a lever's number come from?", async (page) => {
  await page.click(".panel.left .lever .source-mark >> nth=1");
  await page.waitForSelector("dialog[open] .claim");
  yes((await page.$$("dialog .claim .found li")).length > 0, "claims with who says them");
  yes((await page.$$("dialog .facts div")).length >= 3, "default, range, who decides");
});

walk("does the winner depend on the measure?", async (page, words, base) => {
  const answer = await asked(base, "/api/compare", QUESTION);
  const firsts = new Set(answer.robustness.map((one) => one.order[0]));
  const verdict = await page.textContent(".verdict");
  yes(firsts.size === 1 ? verdict.includes(answer.robustness[0].order[0]) : verdict.includes(String(firsts.size)), verdict);
});

walk("in which theory's world does the order turn?", async (page, words, base) => {
  const model = await (await fetch(`${base}/api/model/korea-2026`)).json();
  const shares = [];
  for (const world of model.worlds) {
    const answer = await asked(base, "/api/compare", { ...QUESTION, ladder: [256], world: world.name });
    shares.push(answer.criteria[0].strategies.map((one) => one.share));
  }
  const at = shares.findIndex(([a, b]) => Math.abs(a - b) > 0.05);
  await page.selectOption(".panel.right select", model.worlds[at].name);
  await settle(page);
  const leader = shares[at][0] > shares[at][1] ? "A" : "B";
  yes((await page.textContent(".headline")).match(/[AB](?=[^A-Za-z]|$)/)[0] === leader, `the headline names ${leader} first: ${await page.textContent(".headline")}`);
});

walk("where do sources disagree?", async (page, words) => {
  await goTo(page, "evidence");
  await page.selectOption(".picks select", "");
  const disputed = page.locator(".standing-row:not(.views) button").filter({ hasText: /disputed|엇갈림/ });
  await disputed.click();
  await page.click(".document summary >> nth=0");
  yes((await page.$$(".document[open] .claim.standing-disputed")).length > 0, "disputed claims");
  yes((await page.textContent(".ledger")).includes(words.instead), "and what the other source says");
});

walk("how does a quantity run under each strategy in 2035, and what drives it?", async (page, words, base) => {
  await goTo(page, "paths");
  const answer = await asked(base, "/api/paths", { ...QUESTION, ladder: [1000], variables: ["rok_strength"] });
  await page.waitForSelector(".chart.fan");
  const at = answer.points.findIndex((time) => time >= 2035);
  await page.focus(".chart.fan");
  await page.keyboard.press("Home");
  for (let k = 0; k < at; k++) await page.keyboard.press("ArrowRight");
  const middle = answer.variables[0].strategies[0].bands[2][at];
  await until(async () => (await page.textContent(".reading-line")).includes(String(Number(middle.toPrecision(3)))), `the median is ${middle}`);
  await page.getByText(words.drives).first().click();
  yes((await page.$$("dialog .names .name")).length >= 2, "what it reads and who reads it");
});

walk("how sure is a difference, and how many futures failed?", async (page, words, base) => {
  yes((await page.textContent("figure .note")).includes(words.undecided), "hollow marks are explained where they stand");
  const answer = await asked(base, "/api/compare", QUESTION);
  const faults = await page.textContent(".faults");
  yes(answer.faults === 0 ? !/\d/.test(faults) : faults.includes(String(answer.faults)), `${faults}, the server says ${answer.faults}`);
  yes((await page.getAttribute(".faults", "title")).length > 30, "and what a failed future is");
});

walk("how does this get into a memo?", async (page) => {
  await page.locator(".top-tools > .quiet").click();
  const memo = (await saved(page, () => page.locator("dialog .solid").click())).bytes.toString();
  yes(memo.includes("linchpin run") && memo.includes("<svg"), "with drawings and the command");
});

walk("when does US restraint show, and where is it said?", async (page, words, base, language) => {
  const model = await (await fetch(`${base}/api/model/korea-2026`)).json();
  const one = model.variables.find((each) => each.name === "us_restraint");
  const title = language === "ko" ? one.ko : one.title;
  await goTo(page, "paths");
  await page.selectOption("#panel-paths .picks select", "us_restraint");
  await page.locator("figure h3", { hasText: title }).waitFor();
  yes((await page.textContent(".scheduled, #panel-paths")).includes("2029"), "with the inauguration of 2029 beside it");
  // The card of any quantity leads to its course too.
  await goTo(page, "division");
  await page.click(".state-table button >> nth=1");
  const asked = await page.textContent("dialog h2");
  await page.click("dialog .card > p > button.quiet");
  await page.locator("#panel-paths figure h3", { hasText: asked }).waitFor();
});

walk("who commands, when and on what condition, in one row?", async (page, words, base, language) => {
  await goTo(page, "division");
  const model = await (await fetch(`${base}/api/model/korea-2026`)).json();
  const sector = model.sectors.find((one) => one.name === "command_transfer");
  const row = page.locator(".tasks tbody tr", { hasText: language === "ko" ? sector.ko : sector.title }).first();
  await until(async () => /20[23]\d/.test(await row.locator("td").nth(2).textContent()), "a date");
  yes((await row.locator("td").nth(3).locator(".name").count()) >= 3, "its conditions");
});

walk("which source says 3.5 % of GDP?", async (page) => {
  await goTo(page, "evidence");
  await page.fill("#panel-evidence input[type=search]", "3.5");
  await page.waitForSelector(".document[open] .claim");
  yes((await page.textContent(".document[open] .claim .found")).length > 10, "who says it, without another click");
});
