// Model: what it is about, how its chapters lean on one another, every quantity with its equation and readers.

import { computed, signal } from "@preact/signals";
import { useWidth } from "../charts/hooks";
import { SectorMap, type SectorLink } from "../charts/sector-map";
import { Figure } from "../parts/figure";
import { card, model, state } from "../state/store";
import type { Model } from "../wire";
import { longText, titleByName, titleOf, words } from "../words";

const chosen = signal<string | null>(null);
const query = signal("");

const links = computed(() => (model.value ? linksOf(model.value) : []));

function linksOf(shape: Model): SectorLink[] {
  const sectorOf = new Map(shape.variables.map((one) => [one.name, one.sector]));
  for (const one of [...shape.levers, ...shape.uncertainties]) sectorOf.set(one.name, one.sector);
  const found = new Map<string, SectorLink>();
  for (const one of shape.variables)
    for (const read of one.reads) {
      const from = sectorOf.get(read);
      if (!from || !one.sector || from === one.sector) continue;
      const key = `${from}>${one.sector}`;
      const link = found.get(key) ?? { from, to: one.sector, count: 0 };
      link.count += 1;
      found.set(key, link);
    }
  return [...found.values()];
}

export function ModelTab() {
  const text = words.value;
  const now = state.value;
  const shape = model.value;
  const [box, width] = useWidth(760);
  if (!now || !shape) return null;
  const sectors = shape.sectors.map((one) => ({ name: one.name, title: titleOf(one), count: shape.variables.filter((each) => each.sector === one.name).length }));
  const sector = shape.sectors.find((one) => one.name === chosen.value);
  const lower = query.value.trim().toLowerCase();
  const listed = shape.variables.filter((one) => !one.hidden && (lower ? `${one.name} ${one.title} ${one.ko} ${one.equation}`.toLowerCase().includes(lower) : sector ? one.sector === sector.name : false));
  const name = (id: string) => titleOf(shape.sectors.find((one) => one.name === id));
  const table = { head: [text.reads, text.sector, text.links], rows: links.value.map((one) => [name(one.to), name(one.from), one.count]) };
  return (
    <div class="model-tab">
      <h2>{titleOf(shape)}</h2>
      {longText(shape) && <p class="intro wide-text">{longText(shape)}</p>}
      <div class="model-grid">
        <Figure name="map" title={text.modelMap} plainTitle={text.modelMap} note={text.modelMapNote} summary={sectors.map((one) => `${one.title}: ${text.quantities(one.count)}`).join("; ")} table={() => table}
          tools={sector ? <button type="button" class="quiet" onClick={() => (chosen.value = null)}>{text.allChapters}</button> : undefined}>
          <div ref={box}><SectorMap sectors={sectors} links={links.value} chosen={chosen.value} width={width} onChoose={(id) => { chosen.value = chosen.value === id ? null : id; query.value = ""; }} /></div>
        </Figure>
        <section class="model-list" aria-label={text.sector}>
          <div class="picks">
            <label class="inline">{text.sector}
              <select value={chosen.value ?? ""} onChange={(event) => { chosen.value = event.currentTarget.value || null; query.value = ""; }}>
                <option value="">{text.allChapters}</option>
                {sectors.map((one) => <option key={one.name} value={one.name}>{one.title}</option>)}
              </select>
            </label>
            <label class="inline">{text.findVariable} <input type="search" value={query.value} onInput={(event) => (query.value = event.currentTarget.value)} /></label>
          </div>
          {sector && !lower && (
            <div class="sector-text">
              <h3>{titleOf(sector)}</h3>
              {longText(sector) && <p>{longText(sector)}</p>}
              {sector.theory && <p class="hint">{text.theory}: <span lang="en">{sector.theory}</span></p>}
            </div>
          )}
          {!sector && !lower && <ul class="sector-list">{sectors.map((one) => <li key={one.name}><button type="button" class="plain" onClick={() => (chosen.value = one.name)}>{one.title}</button> <span class="count">{one.count}</span></li>)}</ul>}
          {listed.length > 0 && (
            <div class="table-box tall" tabIndex={0} role="region" aria-label={text.equation}>
              <table class="equations">
                <thead><tr><th scope="col">{text.quantities(listed.length)}</th><th scope="col">{text.kind}</th><th scope="col">{text.equation}</th></tr></thead>
                <tbody>
                  {listed.slice(0, 250).map((one) => (
                    <tr key={one.name}>
                      <th scope="row"><button type="button" class="plain" onClick={() => (card.value = one.name)}>{titleByName(one.name)}</button><code>{one.name} : {one.unit}</code></th>
                      <td>{text.kinds[one.kind] ?? one.kind}</td>
                      <td><code>{one.equation}</code></td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
      </div>
    </div>
  );
}
