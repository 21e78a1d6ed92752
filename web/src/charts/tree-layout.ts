// Where the nodes of a game stand: one column a move, endings in one column at the right, parents amid their children.

export interface Shape {
  nodes: { name: string; actions: { name: string; to: string }[] }[];
  terminals: string[];
}

export interface Placed {
  x: number;
  y: number;
}

/** Places in units of columns and rows; endings are in the order in which a reader meets them. */
export function layout(game: Shape): { places: Map<string, Placed>; columns: number; rows: number } {
  const nodes = new Map(game.nodes.map((node) => [node.name, node]));
  const places = new Map<string, Placed>();
  const depth = new Map<string, number>();
  const deepen = (name: string, at: number, trail: string[]) => {
    if (trail.includes(name)) return;
    depth.set(name, Math.max(depth.get(name) ?? 0, at));
    for (const action of nodes.get(name)?.actions ?? []) deepen(action.to, at + 1, [...trail, name]);
  };
  const root = game.nodes[0]?.name;
  if (root === undefined) return { places, columns: 1, rows: 1 };
  deepen(root, 0, []);
  const columns = Math.max(1, ...[...depth].filter(([name]) => nodes.has(name)).map(([, at]) => at + 1));
  let rows = 0;
  const place = (name: string): number => {
    const known = places.get(name);
    if (known) return known.y;
    const node = nodes.get(name);
    if (!node) {
      places.set(name, { x: columns, y: rows });
      return rows++;
    }
    places.set(name, { x: depth.get(name) ?? 0, y: 0 });
    const below = node.actions.map((action) => place(action.to));
    const y = below.length ? (Math.min(...below) + Math.max(...below)) / 2 : rows++;
    places.set(name, { x: depth.get(name) ?? 0, y });
    return y;
  };
  place(root);
  return { places, columns, rows: Math.max(1, rows) };
}
