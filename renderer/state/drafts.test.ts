import { beforeEach, expect, it } from 'vitest';
import { testModel } from '../editing/testing.ts';
import { draftKey, isChanged, useDrafts } from './drafts.ts';

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
