import { describe, expect, it } from 'vitest';
import { ranked, rankOf } from './ranking.ts';

describe('rankOf', () => {
  it.each([
    ['models', 'Models', 0],
    ['mod', 'Models', 1],
    ['group', 'Halyard Group', 2],
    ['yard', 'Halyard Group', 3],
    ['group hal', 'Halyard Group', 4],
    ['ZURICH', 'Zürich Versicherung', 1],
    ['vers', 'Zürich Versicherung', 2],
    ['', 'Anything', 5],
  ])('%j in %j is %i', (typed, text, rank) => {
    expect(rankOf(typed, text)).toBe(rank);
  });

  it.each([
    ['xyz', 'Halyard'],
    ['hal xyz', 'Halyard Group'],
  ])('%j is not in %j', (typed, text) => {
    expect(rankOf(typed, text)).toBeNull();
  });
});

const item = (label: string, keywords = '') => ({ label, keywords });
const groups = [
  { group: 'Accounts', actions: [item('Remodel Ltd'), item('Model Works')] },
  { group: 'Views', actions: [item('Models'), item('Data')] },
  { group: 'Actions', actions: [item('Use dark theme', 'colour appearance')] },
];

describe('ranked', () => {
  it('leaves everything as it is while nothing is typed', () => {
    expect(ranked('  ', groups)).toEqual(groups);
  });

  it('puts a start before what is inside, and the group of the best answer first', () => {
    expect(ranked('models', groups)).toEqual([{ group: 'Views', actions: [item('Models')] }]);
    expect(ranked('model', groups)).toEqual([
      { group: 'Accounts', actions: [item('Model Works'), item('Remodel Ltd')] },
      { group: 'Views', actions: [item('Models')] },
    ]);
    expect(ranked('da', groups).map(({ group }) => group)).toEqual(['Views', 'Actions']);
  });

  it('finds by other words as well, after names', () => {
    expect(ranked('appear', groups)).toEqual([
      { group: 'Actions', actions: [item('Use dark theme', 'colour appearance')] },
    ]);
  });

  it('answers nothing for what nothing is called', () => {
    expect(ranked('qqq', groups)).toEqual([]);
  });
});
