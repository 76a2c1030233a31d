import { beforeEach, expect, it } from 'vitest';
import { testModel } from '../editing/testing.ts';
import { draftKey, isChanged, steadyDraft, useDrafts } from './drafts.ts';

const key = draftKey('Halyard', 'test');
const store = () => useDrafts.getState();
const draft = () => {
  const found = store().drafts[key];
  if (!found) throw new Error('No draft.');
  return found;
};
const rename = (name: string) => store().edit(key, (edited) => ({ ...edited, model: { ...edited.model, name } }));
const name = () => draft().history.present.model.name;

beforeEach(() => {
  useDrafts.setState({ drafts: {} });
  store().open(key, 'test@1', testModel);
});

it('knows whether anything was changed', () => {
  expect(isChanged(draft())).toBe(false);
  rename('Mine');
  expect(isChanged(draft())).toBe(true);
  rename('Test');
  expect(isChanged(draft())).toBe(false);
});

it('counts a new model as changed', () => {
  store().open(key, null, testModel);
  expect(isChanged(draft())).toBe(true);
});

it('goes back and forth; an edit that changes nothing is no step', () => {
  rename('A');
  rename('A');
  rename('B');
  store().undo(key);
  expect(name()).toBe('A');
  store().undo(key);
  expect(name()).toBe('Test');
  store().undo(key);
  store().redo(key);
  expect(name()).toBe('A');
});

it('makes one step of a gesture, each move from where it began', () => {
  for (const text of ['x', 'y', 'z'])
    store().drag(key, (edited) => ({ ...edited, model: { ...edited.model, name: edited.model.name + text } }));
  store().release(key);
  expect(name()).toBe('Testz');
  store().undo(key);
  expect(name()).toBe('Test');
});

it('gives back what was discarded, steps included', () => {
  rename('Mine');
  const gone = store().discard(key);
  expect(store().drafts[key]).toBeUndefined();
  if (gone) store().restore(key, gone);
  expect(name()).toBe('Mine');
  store().undo(key);
  expect(name()).toBe('Test');
});

it('stands still for what need not follow a held control: the first movement and the release are seen', () => {
  const select = steadyDraft(key);
  const seen = () => select(store())?.history.present.model.name;
  const drag = (name: string) => store().drag(key, (edited) => ({ ...edited, model: { ...edited.model, name } }));
  expect(seen()).toBe('Test');
  drag('A');
  expect(seen()).toBe('A');
  drag('B');
  drag('C');
  expect([seen(), select(store())?.history.held?.model.name]).toEqual(['A', 'Test']);
  store().release(key);
  expect([seen(), select(store())?.history.held]).toEqual(['C', null]);
  // The next gesture may start from the very state an undone one started from.
  store().undo(key);
  expect(seen()).toBe('Test');
  drag('D');
  expect([seen(), select(store())?.history.past]).toEqual(['D', []]);
  store().discard(key);
  expect(select(store())).toBeNull();
});
