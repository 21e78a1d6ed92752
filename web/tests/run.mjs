// The page in real Chromium against the real server. `node tests/run.mjs [WORDS..]` runs the cases whose names hold one of
// the words. LAB_URL names a running lab, LINCHPIN another program, CHROMIUM another browser, SHOTS a folder for pictures.
import { launch, startLab } from "./browser.mjs";
import { cases as answers } from "./cases/answers.mjs";
import { cases as evidence } from "./cases/evidence.mjs";
import { cases as explore } from "./cases/explore.mjs";
import { cases as exports_ } from "./cases/exports.mjs";
import { cases as hands } from "./cases/hands.mjs";
import { cases as keys } from "./cases/keys.mjs";
import { cases as links } from "./cases/links.mjs";
import { cases as looks } from "./cases/looks.mjs";
import { cases as pace } from "./cases/pace.mjs";

const wanted = process.argv.slice(2);
const lab = await startLab();
const browser = await launch();
let failed = 0;
try {
  for (const { name, run } of [...looks, ...explore, ...hands, ...keys, ...links, ...pace, ...exports_, ...evidence, ...answers]) {
    if (wanted.length && !wanted.some((word) => name.includes(word))) continue;
    const start = Date.now();
    try {
      await run(browser, lab.base);
      console.log(`ok    ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed++;
      console.log(`FAIL  ${name}\n      ${error.message.split("\n").slice(0, 6).join("\n      ")}`);
    }
    // A case that failed has not closed its pages.
    for (const context of browser.contexts()) await context.close().catch(() => undefined);
  }
} finally {
  await browser.close();
  lab.end();
}
if (failed) console.log(`${failed} failed`);
process.exit(failed ? 1 : 0);
