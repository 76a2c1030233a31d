import { expect, it } from 'vitest';
import { readModel } from './documents.tsx';

const small = {
  id: 'small',
  name: 'Small',
  version: 1,
  parentVersion: null,
  author: 'Ada',
  changeNote: '',
  source: '',
  dimensions: [
    {
      id: 'usage',
      name: 'Usage',
      weight: 100,
      scoring: {
        kind: 'parts',
        parts: [{ signal: 'seat_utilization', weight: 1, curve: { kind: 'linear', anchors: [[0, 0]] } }],
      },
    },
  ],
  tiers: [
    { name: 'Good', from: 50, role: 'healthy', action: '' },
    { name: 'Bad', from: 0, role: 'critical', action: '' },
  ],
  healthyBound: 50,
  atRiskBound: 50,
};

it('completes a document with the documented defaults', () => {
  const read = readModel(JSON.stringify(small));
  expect(read.ok && read.model.missingPolicy.minScoredCoverage).toBe(0.6);
});

it('reads back what it writes', () => {
  const read = readModel(JSON.stringify(small));
  if (!read.ok) throw new Error('Not read.');
  expect(readModel(JSON.stringify(read.model))).toEqual(read);
});

it('says what is wrong, and where', () => {
  expect(readModel('weights: 30')).toEqual({ ok: false, errors: ['It is not JSON.'] });
  const { tiers: _, ...without } = small;
  expect(readModel(JSON.stringify({ ...without, weight: 3 }))).toEqual({
    ok: false,
    errors: ['tiers: Is missing.', 'The document: Holds "weight", which a model does not have.'],
  });
  const heavy = { ...small, dimensions: [{ ...small.dimensions[0], weight: 130 }] };
  expect(readModel(JSON.stringify(heavy))).toEqual({
    ok: false,
    errors: ['dimensions › 0 › weight: Has to be at most 100.'],
  });
});
