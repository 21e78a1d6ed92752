// What can be taken along is opened again: drawings, tables, the memo, the command.
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { axe, openPage, program, ready, same, saved, settle, tableOf, yes } from "../browser.mjs";

export const cases = [];
const run = promisify(execFile);

cases.push({
  name: "drawings and tables open elsewhere as they stand here",
  async run(browser, base) {
    for (const language of ["en", "ko"]) {
      const { page, wrong, context } = await openPage(browser, base, { language });
      await ready(page);
      await settle(page);
      const menu = page.locator(".figure .menu").first();
      await menu.locator("summary").click();
      const svg = (await saved(page, () => menu.getByText("SVG").click())).bytes.toString();
      const png = (await saved(page, () => menu.getByText("PNG").click())).bytes;
      const csv = (await saved(page, () => menu.getByText("CSV").click())).bytes.toString();
      const heading = (await page.textContent("figure h3")).trim();
      const rows = await tableOf(page, heading.slice(0, 8));
      const lines = csv.replace("\ufeff", "").trim().split("\r\n");
      same(lines.length, rows.length, "rows of the CSV");
      yes(lines[1].startsWith(`"${rows[1][0]}"`), `the first row: ${lines[1]}`);
      // The file stands alone: another page shows it without this page's styles, at its own size, with its words.
      const other = await context.newPage();
      await other.setContent(`<body style="margin:0">${svg}</body>`);
      const box = await other.locator("svg").boundingBox();
      yes(box.width > 400 && box.height > 150, "the drawing has its size");
      yes((await other.locator("svg text").count()) > 10 && (await other.locator("svg title").first().textContent()).length > 5, "and its words");
      const styled = await other.$$eval("svg *", (all) => all.some((one) => one.hasAttribute("class") || one.hasAttribute("tabindex")));
      yes(!styled, "and leans on no style of the page");
      yes(await other.$$eval("svg text, svg tspan", (all) => all.every((one) => one.getAttribute("stroke") === null || one.getAttribute("stroke") === "none")), "no white edge is painted over its words");
      yes((await other.locator("svg").textContent()).includes("●A") && (await other.locator("svg").textContent()).includes("■B"), "it says what the letters stand for");
      const size = await other.evaluate(async (data) => { const image = new Image(); image.src = data; await image.decode(); return [image.naturalWidth, image.naturalHeight]; }, `data:image/png;base64,${png.toString("base64")}`);
      yes(Math.abs(size[0] - box.width * 2) <= 2 && Math.abs(size[1] - box.height * 2) <= 2, `the PNG is twice the size: ${size}`);
      if (process.env.SHOTS) fs.writeFileSync(path.join(process.env.SHOTS, `export-${language}.png`), png);
      same(wrong, [], "console and requests");
      await context.close();
    }
  },
});

cases.push({
  name: "the memo prints on two pages and says what the page says",
  async run(browser, base) {
    for (const language of ["en", "ko"]) {
      const { page, wrong, context } = await openPage(browser, base, { language });
      await ready(page);
      await settle(page);
      const headline = await page.textContent(".headline");
      await page.locator(".top-tools > .quiet").click();
      same((await axe(page)).filter((one) => !one.startsWith("region")), [], "axe with the export sheet");
      const { name, bytes } = await saved(page, () => page.locator("dialog .solid").click());
      const csv = (await saved(page, () => page.locator("dialog .export-buttons .quiet").click())).bytes.toString();
      yes(csv.split("\r\n").length > 10, "all outcomes");
      yes(name.endsWith(".html"), "the memo is a page");
      const memo = await context.newPage();
      await memo.setContent(bytes.toString());
      // From another tab it is the same memo, and the reader stays there.
      await page.keyboard.press("Escape");
      await page.click("#tab-model");
      await page.locator(".top-tools > .quiet").click();
      const again = (await saved(page, () => page.locator("dialog .solid").click())).bytes.toString();
      same((again.match(/<svg/g) ?? []).length, 2, "two drawings from another tab");
      yes((await page.getAttribute("#tab-model", "aria-selected")) === "true", "the reader stays on the tab");
      same(await memo.textContent(".lead"), headline, "the headline of the memo");
      same(await memo.locator("svg").count(), 2, "two drawings");
      same(await memo.locator("script, link, img[src^=http]").count(), 0, "nothing of elsewhere");
      same(await memo.getAttribute("html", "lang"), language, "its language");
      const pdf = await memo.pdf({ preferCSSPageSize: true });
      const pages = (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
      same(pages, 2, "pages of the memo");
      if (process.env.SHOTS) { fs.writeFileSync(path.join(process.env.SHOTS, `memo-${language}.pdf`), pdf); await memo.screenshot({ path: path.join(process.env.SHOTS, `memo-${language}.png`), fullPage: true }); }
      same(wrong, [], "console and requests");
      await context.close();
    }
  },
});

cases.push({
  name: "the command gives on the command line what the page shows",
  async run(browser, base) {
    const { page, context } = await openPage(browser, base);
    await ready(page);
    await settle(page);
    await page.check(".lock input >> nth=8", { force: true });
    await settle(page);
    await page.waitForFunction(() => document.querySelector(".status-futures")?.textContent?.startsWith("4,096"));
    const shares = await page.$$eval(".dots-share", (all) => all.map((one) => one.textContent.match(/\d+/)[0]));
    await page.locator(".top-tools > .quiet").click();
    const command = await page.locator("dialog .copied", { hasText: "command line" }).locator("pre").textContent();
    yes(command.startsWith("linchpin run korea-2026 "), command);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lab-command-"));
    try {
      // It ends with 1 where runs failed, which the page says too.
      const { stdout } = await run("sh", ["-c", command.replace("linchpin", `'${program}'`)], { cwd: folder }).catch((ended) => ended);
      const row = (policy) => stdout.split("\n").find((line) => line.trim().startsWith(policy)) ?? "";
      yes(row("declared_2026").includes(` ${shares[0]}`), `A: ${shares[0]} in ${row("declared_2026")}`);
      yes(row("us_led").includes(` ${shares[1]}`), `B: ${shares[1]} in ${row("us_led")}`);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
    await context.close();
  },
});
