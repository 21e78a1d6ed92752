// From a hand's move to the painted answer, in real Chromium against the real server.
// `npm run latency` measures and prints; with `--strict` it fails where a limit of the lab is missed: the first answer (256
// paired futures, two strategies) within 50 ms at the median and 100 ms for 95 of 100 moves, 4,096 futures within 600 ms,
// the page usable within a second. Times belong to a machine that does nothing else. LAB_URL names a running lab.
import { launch, openPage, ready, settle, startLab } from "./browser.mjs";

const MOVES = 60;
const lab = await startLab();
const browser = await launch();

// Twice: the first time the browser has nothing kept.
const openings = [];
for (let k = 0; k < 3; k++) {
  const start = performance.now();
  const opened = await openPage(browser, lab.base);
  await ready(opened.page);
  openings.push(performance.now() - start);
  await opened.context.close();
}

const { page } = await openPage(browser, lab.base);
await ready(page);
await settle(page);
/** Moves the first lever, never twice to the same place, and waits until an answer of at least so many futures is painted. */
const measure = (futures, moves, rest) =>
  page.evaluate(
    async ([futures, moves, rest]) => {
      const slider = document.querySelector(".panel.left .lever input[type=range]");
      const status = document.querySelector(".status");
      const low = Number(slider.min), high = Number(slider.max);
      const been = (globalThis.been ??= new Set([slider.value]));
      const times = [];
      for (let k = 0; k < moves; k++) {
        // Steps of the golden section: far from the last place, and never where it has been.
        for (let at = been.size; been.has(slider.value); at++) slider.value = String(low + (high - low) * ((at * 0.618034) % 1));
        been.add(slider.value);
        const start = performance.now();
        const painted = new Promise((done) => {
          const there = () => status.dataset.fresh === "true" && Number(document.querySelector(".status-futures").textContent.replace(/\D/g, "")) >= futures;
          const watch = new MutationObserver(() => {
            if (!there()) return;
            watch.disconnect();
            // After the next frame's callbacks the browser paints; what runs then runs behind the paint.
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0));
          });
          watch.observe(document.querySelector(".frame"), { subtree: true, attributes: true, characterData: true, childList: true });
        });
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        const time = await Promise.race([painted, new Promise((done) => setTimeout(() => done(5000), 5000))]);
        times.push(time);
        await new Promise((done) => setTimeout(done, rest));
      }
      return times.sort((a, b) => a - b);
    },
    [futures, moves, rest],
  );
await measure(256, 10, 50);
const first = await measure(256, MOVES, 120);
const more = await measure(4096, 12, 300);
const at = (times, share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
const ms = (time) => `${time.toFixed(0)} ms`;
console.log(`first answer (256 futures x 2): median ${ms(at(first, 0.5))}, 95th percentile ${ms(at(first, 0.95))}, over ${first.length} moves`);
console.log(`4,096 futures x 2: median ${ms(at(more, 0.5))}, greatest ${ms(at(more, 1))}, over ${more.length} moves`);
console.log(`from opening to the first answer: ${openings.map(ms).join(", ")}`);
await browser.close();
lab.end();
const missed = at(first, 0.5) > 50 || at(first, 0.95) > 100 || at(more, 0.5) > 600 || Math.min(...openings) > 1000;
process.exit(process.argv.includes("--strict") && missed ? 1 : 0);
