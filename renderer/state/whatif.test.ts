import { beforeEach, describe, expect, it } from 'vitest';
import { type Scenario, useWhatIfStore } from './whatif.ts';

const official: Scenario = { weights: { usage: 60, support: 40 }, locks: [] };
const scenario = (usage: number): Scenario => ({ weights: { usage, support: 100 - usage }, locks: [] });
const store = () => useWhatIfStore.getState();

describe('what-if draft', () => {
  beforeEach(() => {
    useWhatIfStore.setState({ modelVersion: null, history: null });
    store().open('m@1', official);
  });

  it('makes one undo step of a whole gesture', () => {
    for (const usage of [61, 62, 63, 70]) store().preview(scenario(usage));
    store().commit();
    expect(store().history?.past).toHaveLength(1);
    store().undo();
    expect(store().history?.present).toEqual(official);
    store().redo();
    expect(store().history?.present).toEqual(scenario(70));
  });

  it('remembers nothing when a gesture ends where it began', () => {
    store().preview(scenario(70));
    store().preview(scenario(60));
    store().commit();
    expect(store().history?.past).toHaveLength(0);
  });

  it('forgets what was undone once something new is done', () => {
    store().apply(scenario(70));
    store().undo();
    store().apply(scenario(80));
    expect(store().history?.future).toHaveLength(0);
    store().redo();
    expect(store().history?.present).toEqual(scenario(80));
  });

  it('keeps the draft when the view opens again and drops it for another model version', () => {
    store().apply(scenario(70));
    store().open('m@1', official);
    expect(store().history?.present).toEqual(scenario(70));
    store().open('m@2', official);
    expect(store().history?.present).toEqual(official);
    expect(store().history?.past).toHaveLength(0);
  });

  it('takes a shared scenario as one step that can be undone', () => {
    store().adopt('m@2', official, scenario(90));
    expect(store().history?.present).toEqual(scenario(90));
    store().undo();
    expect(store().history?.present).toEqual(official);
  });
});
