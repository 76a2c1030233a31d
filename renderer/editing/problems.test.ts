import { expect, it } from 'vitest';
import { problemsOf, problemsUnder } from './problems.ts';
import { testModel } from './testing.ts';

it('has nothing against a model', () => {
  expect([...problemsOf(testModel)]).toEqual([]);
});

it('says at the field what keeps a draft from being a model', () => {
  const [green, yellow, red] = testModel.tiers;
  if (!green || !yellow || !red) throw new Error('Three tiers.');
  const problems = problemsOf({
    ...testModel,
    name: '',
    tiers: [green, { ...yellow, from: 70 }, { ...red, name: 'Green' }],
    dimensions: testModel.dimensions.map((dimension) => ({ ...dimension, weight: 30 })),
    missingPolicy: { ...testModel.missingPolicy, minProvisionalCoverage: 0.9 },
    confirmPolicy: { margin: 30, resetAfterDays: 28 },
  });
  expect(Object.fromEntries(problems)).toEqual({
    name: 'Needs a name.',
    dimensions: 'The weights add up to 60, not 100.',
    'tiers.1.from': 'Has to be below 70, where Green starts.',
    'tiers.2.name': 'Another tier has this name.',
    'missingPolicy.minProvisionalCoverage': 'Has to be at most the share a score needs.',
    'confirmPolicy.margin': 'Has to be at most 20.',
  });
  expect(problemsUnder(problems, ['tiers'])).toBe(2);
});

it('wants the points of a curve in order', () => {
  const [usage, support] = testModel.dimensions;
  if (!usage || support?.scoring.kind !== 'parts') throw new Error('Support has parts.');
  const [part] = support.scoring.parts;
  if (!part) throw new Error('Support has a part.');
  const problems = problemsOf({
    ...testModel,
    dimensions: [
      usage,
      {
        ...support,
        scoring: {
          kind: 'parts',
          parts: [
            {
              ...part,
              curve: {
                kind: 'linear',
                anchors: [
                  [2, 0],
                  [1, 100],
                ],
              },
            },
          ],
        },
      },
    ],
  });
  expect(Object.fromEntries(problems)).toEqual({
    'dimensions.1.scoring.parts.0.curve.anchors.1.0': 'Has to be above 2, the point before.',
  });
});
