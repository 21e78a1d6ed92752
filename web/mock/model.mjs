// Development only: a rough reading of a model folder into the shape that the real server sends.
// It knows just enough of the language to give the page real names, titles and ranges; nothing checks it.
import fs from "node:fs";
import path from "node:path";

export function readModel(folder) {
  const files = fs.readdirSync(folder, { recursive: true }).filter((f) => f.endsWith(".lin")).sort();
  const statements = files.flatMap((f) => split(fs.readFileSync(path.join(folder, f), "utf8")));
  const out = { actors: [], sectors: [], levers: [], uncertainties: [], outcomes: [], criteria: [], policies: [], worlds: [], games: [], variables: [], sources: [], claims: [] };
  const claimNames = new Set();
  let record = [];
  let head = {};
  for (const s of statements) {
    const k = s.kind, b = s.body;
    const titled = () => titles(b);
    if (k === "model") {
      head = { name: s.name, ...titled() };
      record = (b.match(/record every [^\n]* of ([\s\S]*)$/m)?.[1] ?? "").replace(/\n(?! {6})[\s\S]*/, "").split(",").map((x) => x.trim()).filter(Boolean);
    } else if (k === "actor") out.actors.push({ name: s.name, ...pick(titled()) });
    else if (k === "sector") out.sectors.push({ name: s.name, ...titled(), theory: b.match(/theory "([^"]*)"/)?.[1] ?? "" });
    else if (k === "lever" || k === "uncertainty") {
      const m = b.match(/:\s*([^=]+?)\s*=\s*([-\d.]+)\s*(%)?(?:\S*)?\s*in\s*([-\d.]+)\s*(%)?[^.\d-]*\.\.\s*([-\d.]+)\s*(%)?/);
      if (!m) continue;
      const p = (n, pc) => (pc ? Number(n) / 100 : Number(n));
      const from = (b.match(/\bfrom ([^\n]*)/)?.[1] ?? "").split(",").map((x) => x.trim());
      const q = { name: s.name, ...titled(), unit: m[1].trim(), default: p(m[2], m[3]), low: p(m[4], m[5]), high: p(m[6], m[7]), sector: s.sector, hidden: /\bhidden\b/.test(b.replace(/"[^"]*"/g, "")), basis: from.length && !from.includes("judgement") ? "evidence" : from.length > 1 ? "bounded" : "judgement", claims: from.filter((x) => x && x !== "judgement"), because: b.match(/because "([^"]*)"/)?.[1] ?? "" };
      if (k === "lever") out.levers.push({ ...q, values: null, actors: (b.match(/ by ([a-z_, ]+?)(?: hidden)?\n/)?.[1] ?? "").split(",").map((x) => x.trim()).filter(Boolean) });
      else out.uncertainties.push({ ...q, family: b.match(/~ (\w+)/)?.[1] ?? "triangular" });
      variable(out, s, q.unit, "");
    } else if (["stock", "flow", "aux", "constant", "event"].includes(k)) {
      const unit = b.match(/:\s*([^=]+?)\s*=/)?.[1]?.trim() ?? "1";
      const eq = b.split(/\n\s*"|\s+from /)[0].replace(/^[^=]*=\s*/, "").replace(/\s+"[^"]*".*$/s, "").replace(/\s+/g, " ");
      variable(out, s, unit, eq);
    } else if (k === "outcome") {
      const a = b.match(/acceptable (<=|>=) ([\d.]+)\s*(%)?/);
      out.outcomes.push({ name: s.name, ...pick(titled()), unit: b.match(/:\s*([^=]+?)\s*=/)[1].trim(), better: b.match(/better (\w+)/)?.[1] ?? "neither", acceptable: a ? { sign: a[1], value: a[3] ? Number(a[2]) / 100 : Number(a[2]) } : null, criteria: [] });
    } else if (k === "criterion") out.criteria.push({ name: s.name, ...pick(titled()), outcomes: b.replace(/"[\s\S]*$/, "").split("=")[1].split(",").map((x) => x.trim()).filter(Boolean) });
    else if (k === "policy" || k === "world") {
      const t = titled();
      const rest = b.replace(/"[^"]*"/g, "").split("\n").slice(1).filter((l) => !/^\s*from /.test(l)).join("\n");
      const settings = splitTop(rest).map((x) => x.match(/^(\w+)\s*=\s*([\s\S]+)$/)).filter(Boolean).map(([, n, v]) => {
        const c = v.trim().match(/^(-?[\d.]+)\s*(%)?$/);
        return { n, v: c ? (c[2] ? Number(c[1]) / 100 : Number(c[1])) : null, text: v.trim().replace(/\s+/g, " ") };
      });
      if (k === "policy") out.policies.push({ name: s.name, ...t, stress: /" stress\b/.test(b), settings: settings.map((x) => ({ lever: x.n, kind: x.v === null ? "rule" : "constant", value: x.v, text: x.text })) });
      else out.worlds.push({ name: s.name, ...t, settings: settings.filter((x) => x.v !== null).map((x) => ({ name: x.n, value: x.v })) });
    } else if (k === "game") out.games.push(game(s, titled()));
    else if (k === "source") out.sources.push({ name: s.name, title: titled().title, publisher: b.match(/publisher "([^"]*)"/)?.[1] ?? null, published: b.match(/published ([\d-]+)/)?.[1] ?? null, url: b.match(/url "([^"]*)"/)?.[1] ?? null, kind: b.match(/kind (\w+)/)?.[1] ?? null });
    else if (k === "claim") {
      claimNames.add(s.name);
      const v = b.match(/^\s*:\s*([^=\n]+?)\s*=\s*([-\d.]+)\s*(%)?/);
      const found = [...b.matchAll(/\n\s+in (\w+)(?: p(\d+))?(?: "([^"]*)")?/g)].map((m) => ({ source: m[1], paragraph: m[2] ? Number(m[2]) : null, figure: m[3] ?? null }));
      const dissent = [...b.matchAll(/\n\s+but ([-\d.]+)\s*%? in (\w+)/g)].map((m) => ({ source: m[2], value: Number(m[1]) }));
      out.claims.push({ name: s.name, title: titled().title, unit: v?.[1] ?? null, value: v ? (v[3] ? Number(v[2]) / 100 : Number(v[2])) : null, standing: dissent.length ? "disputed" : found.length > 1 ? "corroborated" : "single", found, dissent, used_by: [] });
    }
  }
  for (const q of [...out.levers, ...out.uncertainties]) {
    q.claims = q.claims.filter((c) => claimNames.has(c));
    for (const c of q.claims) out.claims.find((x) => x.name === c).used_by.push(q.name);
  }
  for (const c of out.criteria) for (const o of out.outcomes) if (c.outcomes.includes(o.name)) o.criteria.push(c.name);
  const names = new Set(out.variables.map((v) => v.name));
  for (const v of out.variables) v.reads = [...new Set((v.equation.match(/[a-z_]\w*/g) ?? []).filter((n) => names.has(n) && n !== v.name))];
  const points = Array.from({ length: 61 }, (_, i) => 2026 + i / 4);
  const series = out.variables.filter((v) => record.includes(v.name)).map(({ name, title, ko, unit }) => ({ name, title, ko, unit }));
  return { ...head, hash: "7f3a91c0de", version: "0.1.0", time: { start: 2026, stop: 2041, points, calendar: true }, ...out, series, baseline: out.policies.find((p) => p.settings.length === 0)?.name ?? out.policies[0].name };
}

const pick = ({ title, ko }) => ({ title, ko });

function titles(b) {
  const ko = b.match(/\bko "([^"]*)"/)?.[1] ?? "";
  const strings = [...b.replace(/\bko "[^"]*"/, "").replace(/\b(theory|publisher|url|file|because) "[^"]*"/g, "").matchAll(/"([^"]*)"/g)].map((m) => m[1]);
  return { title: strings[0] ?? "", ko, text: strings[1] ?? "" };
}

function variable(out, s, unit, equation) {
  const t = titles(s.body);
  out.variables.push({ name: s.name, kind: s.kind === "aux" ? "auxiliary" : s.kind, unit, title: t.title, ko: t.ko, sector: s.sector, equation, reads: [], hidden: false });
}

function splitTop(text) {
  const out = [];
  let depth = 0, cur = "";
  for (const ch of text) {
    if (ch === "(") depth++;
    if (ch === ")") depth--;
    if ((ch === "," && depth === 0) || (ch === "\n" && depth === 0)) { out.push(cur.trim()); cur = ""; } else cur += ch;
  }
  out.push(cur.trim());
  return out.filter(Boolean);
}

function split(text) {
  const out = [];
  let sector = "";
  for (const line of text.split("\n")) {
    if (/^\s*(#|$)/.test(line)) continue;
    const clean = line.replace(/\s#[^"]*$/, "");
    const m = clean.match(/^([a-z]+) ([\w]+)?(.*)$/);
    if (m && !/^\s/.test(clean)) {
      if (m[1] === "sector") sector = m[2];
      out.push({ kind: m[1], name: m[2] ?? "", body: m[3] + "\n", sector });
    } else if (out.length) out.at(-1).body += clean + "\n";
  }
  return out;
}

function game(s, t) {
  const nodes = [], terminals = [], players = [], precisions = [];
  let node = null;
  for (const line of s.body.split("\n")) {
    let m;
    if ((m = line.match(/^ {2}player (\w+)/))) players.push(m[1]), precisions.push(line.match(/precision (\w+)/)?.[1] ?? null);
    else if ((m = line.match(/^ {2}node (\w+) (\w+)/))) nodes.push((node = { name: m[1], player: m[2], actions: [] }));
    else if ((m = line.match(/^ {2}terminal (\w+)/))) terminals.push(m[1]), (node = null);
    else if (node && (m = line.match(/^ {4}(\w+) -> (\w+)/))) node.actions.push({ name: m[1], to: m[2] });
  }
  return { name: s.name, ...t, players, nodes, terminals, precisions };
}
