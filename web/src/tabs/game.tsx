// Game: a tree as it stands at a date in one future under one strategy. Chances compare; they do not predict.

import { useWidth } from "../charts/hooks";
import { GameTree } from "../charts/game-tree";
import { Badge } from "../charts/shapes";
import { Assumption } from "../parts/assumptions";
import { Figure } from "../parts/figure";
import { Refused } from "../parts/refused";
import { useAsked } from "../state/asked";
import { ask, type Id } from "../state/setting";
import { change, model, setActive, state } from "../state/store";
import type { GameAnswer, Setting } from "../wire";
import { longText, spaced, titleByName, titleOf, words } from "../words";
import { date, ofHundred, plain } from "../words/number";

export function GameTab() {
  const text = words.value;
  const now = state.value;
  const shape = model.value;
  const game = shape?.games.find((one) => one.name === now?.game) ?? shape?.games[0];
  const body = now && game ? { ...ask(now, [256]), game: game.name, at: now.at, future: now.future, strategy: now.active } : null;
  const { reply, refusal } = useAsked<Setting & { game: string; at: number; future: number; strategy: string }, GameAnswer>("/api/game", body);
  const [box, width] = useWidth(612);
  if (!now || !shape) return null;
  if (!game) return <p class="intro">–</p>;
  const world = shape.worlds.find((one) => one.name === now.world);
  const sliders = [...new Set(game.precisions)].map((name) => shape.uncertainties.find((one) => one.name === name)).filter((one) => one !== undefined);
  const points = shape.time.points;
  const place = points.reduce((best, time, k) => (Math.abs(time - now.at) < Math.abs((points[best] ?? 0) - now.at) ? k : best), 0);
  const when = (time: number) => (shape.time.calendar ? date(time, now.language) : String(Number(time.toPrecision(4))));
  const chance = (value: number | null) => (value === null ? "–" : text.inHundred(ofHundred(value)));
  const actionName = (node: string, action: string) => titleOf(game.nodes.find((one) => one.name === node)?.actions.find((one) => one.name === action)) || spaced(action);
  const endName = (name: string) => titleOf(game.terminals.find((one) => one.name === name)) || spaced(name);
  const payoff = (value: number | null) => plain(value, now.language, 2);
  const ours = reply && reply.nodes.every((node) => game.nodes.some((one) => one.name === node.name)) ? reply : null;
  const root = ours?.nodes[0];
  const favourite = root?.actions.reduce((best, one) => ((one.chance ?? 0) > (best.chance ?? 0) ? one : best));
  // Why: what the one who moves first may expect behind each of its actions.
  const first = ours && root ? ours.players.findIndex((one) => one.actor === root.player) : -1;
  const worth = (to: string) => ours?.nodes.find((one) => one.name === to)?.values[first] ?? ours?.terminals.find((one) => one.name === to)?.payoffs[first] ?? null;
  const why = root && first >= 0 ? text.gameWhy(root.actions.map((one) => `${actionName(root.name, one.name)} ${payoff(worth(one.to))}`)) : "";
  const table = {
    head: [text.mover, text.action, text.chanceColumn],
    rows: ours ? [...ours.nodes.flatMap((node) => node.actions.map((action) => [titleByName(node.player), actionName(node.name, action.name), ofHundred(action.chance)])), ...ours.terminals.map((end) => [text.ending, `${endName(end.name)} (${ours.players.map((player, k) => `${titleByName(player.actor)} ${payoff(end.payoffs[k] ?? null)}`).join(", ")})`, ofHundred(end.reach)])] : [],
  };
  const title = `${titleOf(game)}, ${when(points[place] ?? now.at)}`;
  return (
    <div>
      <h2 class="unseen">{text.tabs.game}</h2>
      <div class="picks">
        <label class="inline">{text.gameChoose}
          <select value={game.name} onChange={(event) => { const to = event.currentTarget.value; change((was) => ({ ...was, game: to }), null, true); }}>
            {shape.games.map((one) => <option key={one.name} value={one.name}>{titleOf(one)}</option>)}
          </select>
        </label>
        <label class="inline">{text.gameStrategy}
          <select value={now.active} onChange={(event) => setActive(event.currentTarget.value as Id)}>
            {now.strategies.map((one) => <option key={one.id} value={one.id}>{one.id}</option>)}
          </select>
        </label>
        <label class="inline">{text.gameFuture}
          <input type="number" class="number" min={1} max={256} step={1} value={now.future + 1} onChange={(event) => { const to = Math.round(Number(event.currentTarget.value)); if (to >= 1 && to <= 256) change((was) => ({ ...was, future: to - 1 }), null, true); }} />
        </label>
      </div>
      <label class="date-pick">
        <span>{text.gameAt}</span>
        <input type="range" min={0} max={points.length - 1} step={1} value={place} aria-valuetext={when(points[place] ?? now.at)} onInput={(event) => { const time = points[Number(event.currentTarget.value)]; if (time !== undefined) change((was) => ({ ...was, at: time }), "at", true); }} />
        <output>{when(points[place] ?? now.at)}</output>
      </label>
      {refusal && <Refused refusal={refusal} />}
      {!ours && !refusal && <div class="waiting" aria-hidden="true"><span /><span /></div>}
      {ours && root && favourite && (
        <Figure name={`game-${game.name}`} title={<><Badge id={now.active} /> {title}</>} plainTitle={title} note={text.gameNote} summary={text.gamePrefers(titleByName(root.player), actionName(root.name, favourite.name))} table={() => table} class="first">
          <p class="verdict">{text.gamePrefers(titleByName(root.player), actionName(root.name, favourite.name))} <span class="plain-weight">{why}</span></p>
          <div ref={box} class="scroll-x" tabIndex={0} role="region" aria-label={title}>
            <GameTree game={ours} width={width} actor={titleByName} actionName={actionName} endName={endName} chance={chance} count={ofHundred} payoff={payoff} label={title} />
          </div>
          <table class="ranks players">
            <thead><tr><th scope="col">{text.mover}</th><th scope="col" title={text.gamePrecisionHint}>{text.gamePrecision}</th><th scope="col">{text.gameExpects}</th><th scope="col">{text.liked}</th></tr></thead>
            <tbody>
              {ours.players.map((player, k) => {
                const best = ours.terminals.reduce((top, end) => ((end.payoffs[k] ?? -Infinity) > (top.payoffs[k] ?? -Infinity) ? end : top));
                return (
                  <tr key={player.actor}>
                    <th scope="row">{titleByName(player.actor)}</th>
                    <td>{plain(player.precision, now.language, 3)}</td>
                    <td>{payoff(root.values[k] ?? null)}</td>
                    <td>{endName(best.name)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Figure>
      )}
      {sliders.length > 0 && (
        <section class="precisions" aria-label={text.gamePrecision}>
          <h3>{text.gamePrecision}</h3>
          <p class="hint">{text.gamePrecisionHint}</p>
          <div class="precision-row">{sliders.map((one) => <Assumption key={one.name} one={one} world={world?.settings.find((setting) => setting.name === one.name)?.value ?? null} />)}</div>
        </section>
      )}
      {longText(game) && <p class="intro">{longText(game)}</p>}
    </div>
  );
}
