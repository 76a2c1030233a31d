/**
 * Undo and redo over any immutable value. A gesture (dragging a slider) is many changes and one step: `hold` changes the
 * present inside a gesture, `settle` makes the gesture one step, `change` is both at once.
 */
export type History<T> = {
  readonly present: T;
  /** The value before the gesture in progress; null while nothing is held. */
  readonly held: T | null;
  readonly past: readonly T[];
  /** What was undone, next one first. */
  readonly future: readonly T[];
};

const STEPS = 200;

export function startHistory<T>(present: T): History<T> {
  return { present, held: null, past: [], future: [] };
}

export function hold<T>(history: History<T>, present: T): History<T> {
  return { ...history, present, held: history.held ?? history.present };
}

/** Ends the gesture; one that comes back to where it began is no step. */
export function settle<T>(history: History<T>, same: (a: T, b: T) => boolean): History<T> {
  const { held, present, past } = history;
  if (held === null) return history;
  if (same(held, present)) return { ...history, held: null };
  return { present, held: null, past: [...past, held].slice(-STEPS), future: [] };
}

export function change<T>(history: History<T>, present: T, same: (a: T, b: T) => boolean): History<T> {
  return settle(hold(settle(history, same), present), same);
}

export function undo<T>(history: History<T>, same: (a: T, b: T) => boolean): History<T> {
  const { present, past, future } = settle(history, same);
  const step = past.at(-1);
  return step === undefined
    ? settle(history, same)
    : { present: step, held: null, past: past.slice(0, -1), future: [present, ...future] };
}

export function redo<T>(history: History<T>, same: (a: T, b: T) => boolean): History<T> {
  const settled = settle(history, same);
  const [step, ...future] = settled.future;
  return step === undefined
    ? settled
    : { present: step, held: null, past: [...settled.past, settled.present].slice(-STEPS), future };
}
