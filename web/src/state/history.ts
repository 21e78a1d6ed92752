// Undo and redo. Comes in: states. Goes out: the state before or after. Moves of one gesture count as one step.

export interface History<T> {
  past: T[];
  future: T[];
  gesture: string | null;
}

const MOST = 200;

export const noHistory = <T>(): History<T> => ({ past: [], future: [], gesture: null });

/** Remembers `before`, unless the same gesture has already been remembered. */
export function remember<T>(history: History<T>, before: T, gesture: string | null): History<T> {
  if (gesture !== null && gesture === history.gesture) return { ...history, future: [] };
  return { past: [...history.past, before].slice(-MOST), future: [], gesture };
}

export const rest = <T>(history: History<T>): History<T> => ({ ...history, gesture: null });

export function undo<T>(history: History<T>, now: T): { history: History<T>; state: T } | null {
  const state = history.past.at(-1);
  if (state === undefined) return null;
  return { state, history: { past: history.past.slice(0, -1), future: [now, ...history.future], gesture: null } };
}

export function redo<T>(history: History<T>, now: T): { history: History<T>; state: T } | null {
  const state = history.future[0];
  if (state === undefined) return null;
  return { state, history: { past: [...history.past, now], future: history.future.slice(1), gesture: null } };
}
