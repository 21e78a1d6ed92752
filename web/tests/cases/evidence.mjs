// The Evidence tab at work: an article from paste to comparison, and every view in both languages and sizes.
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { axe, goTo, LANGUAGES, openPage, program, ready, same, SIZES, yes } from "../browser.mjs";

export const cases = [];

const ARTICLE = "Washington to trim its force in Korea\n\nWednesday, March 4, 2026\n\nThe Pentagon said on Wednesday that it will cut the number of US troops in South Korea to 20,000 by 2029. Some 28,500 American soldiers are stationed there now.\n\nThe presidential office denied that wartime operational control would be transferred in 2028.\n";
const POLICIES = { declared_2026: "A", us_led: "B" };

/** What the command prints for the same article, the same strategies and as many futures. */
function command(futures) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "linchpin-article-"));
  const file = path.join(folder, "article.txt");
  fs.writeFileSync(file, ARTICLE);
  const words = ["evidence", "impact", file, "--model", "korea-2026", "--futures", String(futures), "--json", ...Object.keys(POLICIES).flatMap((policy) => ["--policy", policy])];
  return new Promise((done, fail) =>
    execFile(program, words, { maxBuffer: 1 << 26 }, (error, out) => {
      fs.rmSync(folder, { recursive: true });
      // Exit code 1 says that something matters.
      if (error && error.code !== 1) fail(error);
      else done(JSON.parse(out));
    }),
  );
}

cases.push({
  name: "evidence: paste an article, accept a part, compare before and after; the figures are the command's",
  async run(browser, base) {
    const { page, wrong, context } = await openPage(browser, base);
    await ready(page);
    await goTo(page, "evidence");
    await page.click('[data-view="article"]');
    await page.fill(".article-form textarea", ARTICLE);
    // From here by keyboard: read, accept, compare.
    await page.focus(".article-form textarea");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".marked mark.said-updates");
    same(await page.textContent(".marked mark.said-updates"), "20,000", "the newer number is marked");
    yes((await page.textContent(".marked")).includes("it is denied"), "a denied date says why it is not taken over");
    const boxes = page.locator(".check-row input:enabled");
    same(await boxes.count(), 2, "two changes to accept");
    await boxes.nth(1).focus();
    await page.keyboard.press("Space");
    same(await boxes.nth(1).isChecked(), false, "a change that is not accepted");
    await page.keyboard.press("Space");
    await page.focus(".changes .solid");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".impact-table tbody tr", { timeout: 60000 });
    await page.locator(".impact > .quiet").click();
    const rows = await page.$$eval(".impact-table tbody tr", (all) => all.map((one) => [one.dataset.strategy, one.dataset.outcome, Number(one.dataset.difference)]));
    const printed = await command(1024);
    same(rows, printed.outcomes.map((one) => [POLICIES[one.policy], one.outcome, one.difference]), "differences, page and command");
    yes(printed.outcomes.some((one) => one.matters), "something matters");
    same(await axe(page), [], "axe");
    // Fewer futures than were asked for: the page says that what it shows is older.
    await page.selectOption(".changes select", "512");
    yes((await page.textContent(".impact")).includes("compare again"), "older results say so");
    same(wrong, [], "console and requests");
    await context.close();
  },
});

cases.push({
  name: "evidence: a file that is no article is refused in words, a dropped one is read",
  async run(browser, base) {
    const { page, context } = await openPage(browser, base);
    await ready(page);
    await goTo(page, "evidence");
    await page.click('[data-view="article"]');
    await page.setInputFiles('.article-form input[type="file"]', { name: "broken.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 and then nothing") });
    await page.waitForSelector(".article-view .refused");
    const html = `<html><head><title>Trim</title></head><body><nav>Home</nav><article><h1>Trim</h1><p>March 4, 2026</p><p>The Pentagon will cut the number of US troops in South Korea to 20,000 by 2029.</p></article></body></html>`;
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "article.html", { type: "text/html" }));
      document.querySelector(".article-view").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
    }, html);
    await page.waitForSelector(".marked mark");
    yes(!(await page.textContent(".marked")).includes("Home"), "navigation is left out");
    await context.close();
  },
});

for (const language of LANGUAGES)
  for (const [width, height] of SIZES)
    cases.push({
      name: `evidence: every view, ${language}, ${width}x${height}`,
      async run(browser, base) {
        const { page, wrong, context } = await openPage(browser, base, { width, height, language });
        await ready(page);
        await goTo(page, "evidence");
        for (const view of ["article", "contract", "disputes", "dates"]) {
          await page.click(`[data-view="${view}"]`);
          if (view === "article") {
            await page.fill(".article-form textarea", ARTICLE);
            await page.click('.article-form button[type="submit"]');
            await page.waitForSelector(".marked mark");
            await page.click(".changes .solid");
            await page.waitForSelector(".impact", { timeout: 60000 });
          }
          await page.waitForFunction(() => !document.querySelector(".pane .waiting"), null, { timeout: 240000 });
          same(await page.$$eval(".refused", (all) => all.map((one) => one.textContent)), [], `${view}: refusals`);
          same(await axe(page), [], `${view}: axe`);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          yes(over <= 0, `${view} is ${over} px wider than the window`);
          if (language === "ko") same(await page.evaluate(englishLeft), [], `${view}: English words`);
          if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `evidence-${view}-${language}-${width}.png`), fullPage: view === "article" && width > 500 });
        }
        same(wrong, [], "console and requests");
        await context.close();
      },
    });

/** English words of the Korean page that stand in no quotation, code or field. */
function englishLeft() {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector(".pane"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest("[lang=en], code, textarea")) continue;
    for (const word of node.textContent?.match(/[A-Za-z]{3,}/g) ?? []) found.push(`${word} in "${node.textContent.slice(0, 40)}"`);
  }
  return [...new Set(found)].filter((one) => !/^(GDP|SVG|PNG|CSV|FOC|FMC|IOC|AUKUS|NCG|ICBM|SLBM|MASGA|NPT|IAEA|SMA|KIDA|USFK|THAAD) /.test(one));
}
