import { describe, expect, it } from 'vitest';
import { gateOf } from '#electron/engine/index.ts';
import { gateRefusals, segmentRefusal, weightRefusal } from './refusals.ts';

const refusalsOf = (churns: number) => gateRefusals(gateOf(churns, 500, 20), churns, 90);

describe('what the gate refuses', () => {
  it.each([
    [0, ['weights', 'thresholds']],
    [8, ['weights', 'thresholds']],
    [10, ['weights', 'segments']],
    [19, ['weights', 'segments']],
    [20, []],
  ])('%d churns: %j', (churns, what) => {
    expect(refusalsOf(churns).map((refusal) => refusal.what)).toEqual(what);
  });

  it('in plain words, with what can be done', () => {
    const [weights, thresholds] = refusalsOf(8);
    expect(weights?.sentence).toBe(
      '8 churns are too few to judge weights: at least 20 are needed, or what looks like a better weight is chance.',
    );
    expect(weights?.remedies).toHaveLength(3);
    expect(thresholds?.sentence).toBe('8 churns are too few for a threshold of your own: at least 10 are needed.');
    expect(refusalsOf(1)[0]?.sentence).toMatch(/^1 churn is too few/);
    expect(refusalsOf(3)[1]?.sentence).toBe('3 churns are too few to judge a model.');
  });

  it('a longer horizon is no advice where there is none', () => {
    expect(gateRefusals(gateOf(8, 500, 20), 8, 365)[0]?.remedies.join(' ')).not.toMatch(/longer horizon/i);
  });
});

it('scores that do not predict give no weights, with the figures', () => {
  const auc = { value: 0.489, low: 0.427, high: 0.552 };
  expect(weightRefusal('unrelated', null, auc).sentence).toContain('0.489 (0.427 to 0.552)');
  expect(weightRefusal('ranges', null, null).sentence).toMatch(/add up to 100%/);
  expect(weightRefusal('history', null, null).remedies.length).toBeGreaterThan(0);
});

it('a segment needs 30 accounts and 10 churns', () => {
  expect(segmentRefusal(30, 10)).toBeNull();
  expect(segmentRefusal(71, 8)).toBe(
    '71 accounts and 8 churns: at least 30 and 10 are needed. The portfolio’s cut holds.',
  );
  expect(segmentRefusal(1, 1)).toMatch(/^1 account and 1 churn:/);
});
