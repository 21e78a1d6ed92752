// How the page keeps pace with a hand. Times in milliseconds are measured by ../latency.mjs; here only what must never happen.
import { openPage, ready, same, settle, until, yes } from "../browser.mjs";

export const cases = [];

cases.push({
  name: "two hundred quick moves leave no queue and the last one wins",
  async run(browser, base) {
    const { page, wrong, context } = await openPage(browser, base);
    await ready(page);
    await settle(page);
    const bodies = new Set();
    let most = 0;
    let asked = 0;
    let last = null;
    page.on("request", (request) => {
      if (!request.url().endsWith("/api/compare")) return;
      bodies.add(request);
      asked++;
      most = Math.max(most, bodies.size);
      last = request.postDataJSON();
    });
    page.on("requestfinished", (request) => bodies.delete(request));
    page.on("requestfailed", (request) => bodies.delete(request));
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
    // What is drawn is the answer to the last move: the same as after asking for it afresh.
    const tested = (page) => until(async () => /weights/.test(await page.textContent(".figure.first .note")), "verdicts are tested on other weights");
    await tested(page);
    const drawn = await page.textContent(".headline");
    const other = await openPage(browser, base, { hash: await page.evaluate(() => location.hash) });
    await ready(other.page);
    await settle(other.page);
    await tested(other.page);
    same(await other.page.textContent(".headline"), drawn, "the headline of the last move");
    same(wrong.filter((one) => !one.includes("ERR_ABORTED")), [], "console and requests");
    await context.close();
    await other.context.close();
  },
});

cases.push({
  name: "when the server goes away the page says so and comes back",
  async run(browser, base) {
    const { page, context } = await openPage(browser, base);
    await ready(page);
    await settle(page);
    await page.route("**/api/compare", (route) => route.abort());
    await page.selectOption(".hand .field select", { index: 3 });
    await page.waitForSelector(".status .refused");
    yes((await page.textContent(".status .refused")).length > 20, "in words");
    await page.unroute("**/api/compare");
    await page.selectOption(".hand .field select", { index: 2 });
    await page.waitForSelector(".status .refused", { state: "detached" });
    await context.close();
  },
});
