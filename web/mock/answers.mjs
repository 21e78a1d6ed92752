// Development only: made-up numbers in the right shapes. They follow the levers smoothly and mean nothing.

const hash = (text) => {
  let h = 2166136261;
  for (const c of text) h = Math.imul(h ^ c.charCodeAt(0), 16777619);
  h ^= h >>> 15;
  h = Math.imul(h, 2246822519);
  return ((h ^ (h >>> 13)) >>> 0) / 4294967296;
};

const START = {
  m_reliability: [0.94, 0.03], m_crises: [0.36, 0.1], m_provocations: [2.9, 0.8], m_escalation: [0.011, 0.004], m_burden: [0.033, 0.003], m_us_cost: [3.5, 0.4],
  m_opcon_year: [2033.5, 3.5], m_autonomy: [0.57, 0.06], m_abandonment: [0.43, 0.06], m_entrapment: [0.07, 0.02], m_proliferation: [0.06, 0.03], m_stability: [0.63, 0.05], m_warheads: [150, 45], m_nuclear_support: [0.72, 0.06],
};

function pushes(model, setting, strategy) {
  const policy = model.policies.find((p) => p.name === strategy.policy) ?? { settings: [] };
  const set = {};
  for (const s of policy.settings) set[s.lever] = s.value ?? model.levers.find((l) => l.name === s.lever).default * 1.15;
  Object.assign(set, strategy.set);
  const moves = model.levers.map((l) => [l.name, l.high > l.low ? ((set[l.name] ?? l.default) - l.default) / (l.high - l.low) : 0]);
  const world = setting.world ? hash(setting.world) - 0.5 : 0;
  const shift = Object.values(setting.ranges ?? {}).reduce((sum, [a, b]) => sum + Math.sin(a * 7 + b * 3) * 0.05, 0) + Object.values(setting.locks ?? {}).reduce((s, v) => s + Math.sin(v * 5) * 0.05, 0);
  return { moves, shared: world + shift };
}

const pull = (moves, key) => moves.reduce((sum, [name, move]) => sum + move * (hash(name + key) - 0.5), 0) * 1.1;

export function compare(model, setting, futures, last) {
  const n = 200;
  const reference = setting.strategies.find((s) => s.id === setting.reference) ?? setting.strategies[0];
  const value = (o, s, i) => {
    const [mid, spread] = START[o.name] ?? [1, 0.2];
    const { moves, shared } = pushes(model, setting, s);
    const luck = hash(`${setting.seed}:${o.name}:${i}`) + hash(`${i}:${o.name}`) + hash(`${i}~${o.name}`) - 1.5;
    const own = (hash(`${i}.${o.name}`) - 0.5) * 0.3 * Math.abs(pull(moves, o.name));
    return mid + spread * (1.6 * luck + pull(moves, o.name) + own + shared * (hash(o.name) - 0.2));
  };
  const good = (o, v) => {
    if (!o.acceptable) return true;
    const t = setting.thresholds?.[o.name] ?? o.acceptable.value;
    return o.acceptable.sign === "<=" ? v <= t : v >= t;
  };
  const draws = new Map();
  for (const o of model.outcomes) for (const s of setting.strategies) draws.set(o.name + s.id, Array.from({ length: n }, (_, i) => value(o, s, i)));
  const half = 1.96 / Math.sqrt(futures);
  const share = (k) => ({ share: k, share_low: Math.max(0, k - half * Math.sqrt(k * (1 - k) + 0.01)), share_high: Math.min(1, k + half * Math.sqrt(k * (1 - k) + 0.01)) });
  const outcomes = model.outcomes.map((o) => {
    const strategies = setting.strategies.map((s) => {
      const v = draws.get(o.name + s.id);
      const sorted = [...v].sort((a, b) => a - b);
      const q = (p) => sorted[Math.round(p * (n - 1))];
      const mean = v.reduce((a, b) => a + b) / n;
      const sd = Math.sqrt(v.reduce((a, b) => a + (b - mean) ** 2, 0) / n);
      return { id: s.id, mean, mean_low: mean - half * sd, mean_high: mean + half * sd, p05: q(0.05), p25: q(0.25), p50: q(0.5), p75: q(0.75), p95: q(0.95), ...(o.acceptable ? share(v.filter((x) => good(o, x)).length / n) : { share: null, share_low: null, share_high: null }) };
    });
    const base = draws.get(o.name + reference.id);
    const differences = setting.strategies.filter((s) => s !== reference).map((s) => {
      const d = draws.get(o.name + s.id).map((x, i) => x - base[i]);
      const mean = d.reduce((a, b) => a + b) / n;
      const sd = Math.sqrt(d.reduce((a, b) => a + (b - mean) ** 2, 0) / n) || 1e-9;
      const up = o.better === "lower" ? -1 : 1;
      return { id: s.id, mean, low: mean - half * sd * 2, high: mean + half * sd * 2, superior: d.filter((x) => x * up > 0).length / n };
    });
    const ranked = [...strategies].sort((a, b) => (o.better === "lower" ? a.mean - b.mean : b.mean - a.mean));
    return { name: o.name, strategies, differences, best: o.better === "neither" || ranked.length < 2 ? null : ranked[0].id, worst: o.better === "neither" || ranked.length < 2 ? null : ranked.at(-1).id };
  });
  const passes = (c, s, i) => c.outcomes.every((name) => good(model.outcomes.find((o) => o.name === name), draws.get(name + s.id)[i]));
  const criteria = model.criteria.map((c) => ({ name: c.name, strategies: setting.strategies.map((s) => ({ id: s.id, ...share(Array.from({ length: n }, (_, i) => passes(c, s, i)).filter(Boolean).length / n) })) }));
  const core = model.criteria[0];
  const dots = core ? setting.strategies.map((s) => ({ id: s.id, states: Array.from({ length: 100 }, (_, i) => (i === 77 ? "x" : passes(core, s, i) ? "1" : "0")).join("") })) : [];
  const ids = setting.strategies.map((s) => s.id);
  const MEASURES = [["satisficing", "Futures that meet the core criteria", "핵심 기준을 충족하는 미래"], ["maximin", "Worst future", "최악의 미래"], ["regret", "Greatest regret", "최대 후회"], ["mean", "Mean over futures", "미래 평균"], ["p10", "Tenth percentile", "하위 10 %"]];
  const robustness = MEASURES.map(([measure, title, ko]) => {
    const scored = ids.map((id, k) => [id, criteria[0]?.strategies[k].share + (hash(measure + id + JSON.stringify(setting.strategies[k].policy)) - 0.5) * 0.1]).sort((a, b) => b[1] - a[1]);
    return { measure, title, ko, order: scored.map((x) => x[0]), values: scored.map((x) => x[1]) };
  });
  const hundred = (k) => Math.round(k * 100);
  const a = criteria[0]?.strategies ?? [];
  const first = [...a].sort((x, y) => y.share - x.share)[0];
  const headline = a.length < 2 ? { en: `In ${hundred(a[0]?.share ?? 0)} of 100 sampled futures strategy A meets every core criterion. Add a second strategy to compare it with: levels by themselves rest on judgement.`, ko: `표본 미래 100개 가운데 ${hundred(a[0]?.share ?? 0)}개에서 전략 A가 핵심 기준을 모두 충족한다. 비교할 전략을 하나 더 추가하라. 수준 자체는 판단에 기댄다.` }
    : { en: `Strategy ${first.id} meets all core criteria in ${hundred(first.share)} of 100 sampled futures, ${a.filter((x) => x !== first).map((x) => `strategy ${x.id} in ${hundred(x.share)}`).join(", ")}. Under the same luck it lowers abandonment risk and raises autonomy; it asks more of the budget, and it leaves more of the alliance to the mood of one capital. Whether deterrence gains is undecided. Most inputs rest on judgement: trust orderings, not levels.`, ko: `전략 ${first.id}는 표본 미래 100개 가운데 ${hundred(first.share)}개에서 핵심 기준을 모두 충족하고, ${a.filter((x) => x !== first).map((x) => `전략 ${x.id}는 ${hundred(x.share)}개`).join(", ")}이다. 같은 운에서 방기 위험은 줄고 자율성은 커지지만 예산 부담이 늘고 동맹의 더 많은 부분이 한 수도의 분위기에 맡겨진다. 억제가 나아지는지는 판가름 나지 않는다. 입력의 대부분은 판단에 기대므로 수준이 아니라 순서를 읽어야 한다.` };
  return { futures, complete: last, faults: futures > 1000 ? 3 : 0, headline, outcomes, criteria, dots, robustness, regret: ids.map((id, k) => ({ id, mean: 0.08 + hash(id + k) * 0.1, p90: 0.2 + hash(id) * 0.2 })) };
}

const SERIES = { opcon_state: [0, 1], rok_lead: [0.3, 0.7], usfk_troops: [28.5, 24], warheads: [50, 160], rok_def_share: [0.024, 0.034], defence_budget: [66, 112], tension: [0.45, 0.5] };

export function paths(model, setting) {
  const points = model.time.points;
  const variables = setting.variables.map((name) => {
    const binary = name.endsWith("_state");
    const [from, to] = SERIES[name] ?? [0.4 + hash(name) * 0.3, 0.4 + hash(name + "to") * 0.4];
    const spread = Math.abs(to - from) * 0.5 + Math.abs(from) * 0.12;
    const pulls = new Map(setting.strategies.map((s) => [s.id, pull(pushes(model, setting, s).moves, name)]));
    const path = (s, z) => points.map((t, k) => {
      const u = k / (points.length - 1);
      if (binary) return t > 2031 + z * 3 - pulls.get(s.id) * 4 ? 1 : 0;
      return from + (to - from) * (1 - Math.exp(-2.2 * u)) + spread * u * (z * 0.6 + pulls.get(s.id));
    });
    const strategies = setting.strategies.map((s) => ({
      id: s.id,
      bands: (binary ? [1.64, 0.67, 0, -0.67, -1.64] : [-1.64, -0.67, 0, 0.67, 1.64]).map((z) => path(s, z)),
      samples: [0.4, -1.1, 1.2].map((z, k) => path(s, z).map((v, i) => (binary ? v : v + Math.sin(i * (0.5 + k * 0.3) + k) * spread * 0.12))),
    }));
    const other = strategies.find((s) => s.id !== setting.reference);
    const base = strategies.find((s) => s.id === setting.reference);
    const d = other && base ? other.bands[2].map((v, i) => v - base.bands[2][i]) : null;
    return { name, strategies, difference: d && { low: d.map((v, i) => v - spread * 0.0015 * i), mean: d, high: d.map((v, i) => v + spread * 0.0015 * i) } };
  });
  return { points, variables };
}

export function game(model, setting) {
  const g = model.games.find((x) => x.name === setting.game) ?? model.games[0];
  const chances = new Map();
  for (const node of g.nodes) {
    const w = node.actions.map((a) => Math.exp(2.4 * hash(a.name + node.name + Math.round(setting.at)) + 0.2 * hash(String(setting.future))));
    const sum = w.reduce((x, y) => x + y);
    node.actions.forEach((a, k) => chances.set(node.name + a.name, w[k] / sum));
  }
  const reach = new Map([[g.nodes[0].name, 1]]);
  for (const node of g.nodes) for (const a of node.actions) reach.set(a.to, (reach.get(a.to) ?? 0) + (reach.get(node.name) ?? 0) * chances.get(node.name + a.name));
  return {
    at: setting.at,
    players: g.players.map((actor) => ({ actor, precision: 0.6 + hash(actor) * 0.6 })),
    nodes: g.nodes.map((n) => ({ name: n.name, player: n.player, values: g.players.map((p) => hash(p + n.name) * 4 - 3), actions: n.actions.map((a) => ({ ...a, chance: chances.get(n.name + a.name) })) })),
    terminals: g.terminals.map((t) => ({ name: t, payoffs: g.players.map((p) => hash(p + t) * 6 - 4), reach: reach.get(t) ?? 0 })),
  };
}
