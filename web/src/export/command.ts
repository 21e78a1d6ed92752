// The same run in other forms: a command line, model text, rows. Comes in: state and model. Goes out: text.

import type { LabState, Strategy } from "../state/setting";
import type { Model } from "../wire";

const quote = (text: string) => (/^[\w.@%+=:,/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The command that runs the same strategies; what it cannot say is left to the model's text. */
export function command(state: LabState, model: Model, futures: number): string {
  const reference = state.strategies.find((one) => one.id === state.reference) ?? state.strategies[0];
  const parts = ["linchpin run", quote(state.model)];
  const name = (one: Strategy) => (Object.keys(one.set).length ? `${one.policy}_${one.id.toLowerCase()}` : one.policy);
  for (const one of state.strategies) if (one !== reference) parts.push(`--policy ${quote(name(one))}`);
  if (reference) parts.push(`--baseline ${quote(name(reference))}`);
  if (state.world) parts.push(`--world ${quote(state.world)}`);
  for (const [lock, value] of Object.entries(state.locks)) parts.push(`--set ${quote(`${lock}=${value}${percent(model, lock)}`)}`);
  parts.push(`--futures ${futures}`, `--seed ${state.seed}`);
  return parts.join(" ");
}

/** Shares travel in per cent where they are shown so; elsewhere a lone number takes the declared unit. */
const percent = (model: Model, name: string) => ([...model.levers, ...model.uncertainties].find((one) => one.name === name)?.unit === "%" ? "%" : "");

/** A strategy as a statement of the strategy language. */
export function policyText(strategy: Strategy, model: Model): string {
  const policy = model.policies.find((one) => one.name === strategy.policy);
  const settings = new Map((policy?.settings ?? []).map((setting) => [setting.lever, setting.text]));
  for (const [lever, value] of Object.entries(strategy.set)) settings.set(lever, `${value}${percent(model, lever) && " %"}`);
  const own = Object.keys(strategy.set).length > 0;
  const head = own ? `policy ${strategy.policy}_${strategy.id.toLowerCase()} "${policy?.title ?? ""}, changed in the lab"` : `policy ${strategy.policy} "${policy?.title ?? ""}"`;
  return [head, ...[...settings].map(([lever, text]) => `  ${lever} = ${text}`)].join("\n") + "\n";
}
