// A game as a tree: who moves, the chance of each action as width and number, payoffs at the endings.

import type { GameAnswer } from "../wire";
import { walk } from "./differences";
import { fitLines, textWidth } from "./fit";
import { layout } from "./tree-layout";

interface Props {
  game: GameAnswer;
  width: number;
  actor: (name: string) => string;
  actionName: (node: string, action: string) => string;
  endName: (name: string) => string;
  /** In words, and as the bare count of a hundred. */
  chance: (value: number | null) => string;
  count: (value: number | null) => string;
  payoff: (value: number | null) => string;
  label: string;
}

const ROW = 44;
/** Room for the name of an ending, and for one player's payoff. */
const NAMES = 168;
const PAYOFF = 50;

export function GameTree({ game, width, actor, actionName, endName, chance, count, payoff, label }: Props) {
  const { places, columns, rows } = layout({ nodes: game.nodes, terminals: game.terminals.map((one) => one.name) });
  const ends = NAMES + game.players.length * PAYOFF;
  const step = Math.max(122, (width - ends - 20) / columns);
  const full = 20 + step * columns + ends;
  const top = 44;
  const x = (name: string) => 14 + (places.get(name)?.x ?? 0) * step;
  const y = (name: string) => top + ((places.get(name)?.y ?? 0) + 0.5) * ROW;
  const height = top + rows * ROW + 8;
  const right = 14 + columns * step;
  return (
    <svg class="chart tree" width={full} height={height} viewBox={`0 0 ${full} ${height}`} role="group" aria-label={label}>
      {game.players.map((player, k) => <text key={player.actor} class="tick-word" x={right + NAMES + (k + 1) * PAYOFF - 8} y={14} text-anchor="end">{short(actor(player.actor), player.actor)}</text>)}
      {game.nodes.flatMap((node) =>
        node.actions.map((action) => {
          const from = { x: x(node.name) + 6, y: y(node.name) };
          const to = { x: x(action.to) - 6, y: y(action.to) };
          const bend = Math.min(46, (to.x - from.x) * 0.4);
          return <path key={node.name + action.name} class="branch" d={`M${from.x},${from.y}C${from.x + bend},${from.y} ${from.x + bend * 0.6},${to.y} ${from.x + bend * 1.5},${to.y}L${to.x},${to.y}`} stroke-width={1 + 11 * (action.chance ?? 0)} />;
        }),
      )}
      {game.nodes.map((node) => (
        <g key={node.name} class="node" tabindex={0} role="img" aria-label={`${actor(node.player)}: ${node.actions.map((action) => `${actionName(node.name, action.name)} ${chance(action.chance)}`).join(", ")}`} onKeyDown={(event) => walk(event)}>
          <circle cx={x(node.name)} cy={y(node.name)} r={7} />
          <text class="node-player" x={x(node.name) - 6} y={y(node.name) + 21}>{short(actor(node.player), node.player)}</text>
          {node.actions.map((action) => {
            const at = y(action.to);
            const left = x(node.name) + Math.min(46, (x(action.to) - x(node.name)) * 0.4) * 1.5 + 8;
            // A long word begins earlier rather than run into the next node.
            const word = actionName(node.name, action.name);
            const room = x(action.to) - 12 - textWidth(word + " ", 11.5) - textWidth(count(action.chance), 11.5, 650);
            return <text key={action.name} class="branch-word" x={Math.max(x(node.name) + 12, Math.min(left, room))} y={at - 7}>{word} <tspan class="branch-chance">{count(action.chance)}</tspan></text>;
          })}
        </g>
      ))}
      {game.terminals.map((end) => {
        const lines = fitLines(endName(end.name), NAMES - 22, 2, 12, 600);
        const first = y(end.name) - 2 - (lines.length - 1) * 7;
        return (
        <g key={end.name} class="node" tabindex={0} role="img" aria-label={`${endName(end.name)}: ${game.players.map((player, k) => `${actor(player.actor)} ${payoff(end.payoffs[k] ?? null)}`).join(", ")}; ${chance(end.reach)}`} onKeyDown={(event) => walk(event)}>
          <rect class="end" x={x(end.name) - 5} y={y(end.name) - 5} width={10} height={10} />
          {lines.map((line, k) => <text key={k} class="end-name" x={x(end.name) + 10} y={first + k * 13}>{line}</text>)}
          <text class="tick-word" x={x(end.name) + 10} y={first + lines.length * 13}>{chance(end.reach)}</text>
          {game.players.map((player, k) => <text key={player.actor} class="payoff" x={right + NAMES + (k + 1) * PAYOFF - 8} y={y(end.name) + 4} text-anchor="end">{payoff(end.payoffs[k] ?? null)}</text>)}
        </g>
        );
      })}
    </svg>
  );
}

/** A long official title gives way to the model's own short name for the actor. */
export const short = (title: string, name: string): string => (title.length <= 12 ? title : name.length <= 6 ? name.toUpperCase() : title.slice(0, 11) + "…");
