import { describe, expect, it } from 'vitest';
import { USUAL_COLUMNS } from '#shared/contract/account-columns.ts';
import type { AccountGroup } from '#shared/contract/portfolio.ts';
import { columnChoices, columnsOf, fittingColumns } from './columns.tsx';
import { formatColumns, parseColumns, withMoved, withToggled, withWidth } from './layout.ts';
import { linesOf } from './lines.ts';
import { hiddenAbove, MAX_SPACER, scrollToSee, trackOf } from './rows-window.ts';
import { countSelected, EVERYTHING, isSelected, NOTHING, targetOf, toggledIn, withSelected } from './selection.ts';

const group = (value: string, accounts: number): AccountGroup => ({
  value,
  accounts,
  arr: 0,
  withArr: 0,
  mean: null,
  change30: null,
  tiers: [],
  atRiskArr: 0,
});

describe('lines of a grouped list', () => {
  const groups = [group('A', 2), group('B', 3), group('C', 1)];

  it('are heads with their accounts', () => {
    const lines = linesOf(6, groups, new Set());
    expect(lines.count).toBe(9);
    const shown = Array.from({ length: 9 }, (_, index) => {
      const line = lines.lineAt(index);
      return line?.kind === 'group' ? line.group.value : line?.at;
    });
    expect(shown).toEqual(['A', 0, 1, 'B', 2, 3, 4, 'C', 5]);
    expect([0, 2, 3, 6, 8].map((index) => lines.headOf(index))).toEqual([0, 0, 3, 3, 7]);
    expect([0, 2, 5].map((at) => lines.lineOf(at))).toEqual([1, 4, 8]);
    expect([lines.lineAt(-1), lines.lineAt(9)]).toEqual([undefined, undefined]);
  });

  it('leave out the accounts of closed groups', () => {
    const lines = linesOf(6, groups, new Set(['B']));
    expect(lines.count).toBe(6);
    expect(lines.lineAt(3)).toEqual({ kind: 'group', group: groups[1], place: 1, open: false });
    expect(lines.lineAt(5)).toEqual({ kind: 'row', at: 5, place: 2 });
    expect([lines.lineOf(2), lines.lineOf(5)]).toEqual([-1, 5]);
  });

  it('are the accounts alone without groups', () => {
    const lines = linesOf(2, null, new Set());
    expect([lines.count, lines.headOf(0), lines.lineOf(1)]).toEqual([2, null, 1]);
    expect(lines.lineAt(1)).toEqual({ kind: 'row', at: 1, place: -1 });
    expect(lines.lineAt(2)).toBeUndefined();
  });
});

describe('the window over the lines', () => {
  it('scrolls px by px up to the cap of the spacer', () => {
    const track = trackOf(100_000, 40, 600);
    expect([track.full, track.spacer]).toEqual([4_000_000, 4_000_000]);
    expect(hiddenAbove(track, 1234)).toBe(1234);
    expect(scrollToSee(track, 0, 0, 0)).toBe(0);
    expect(scrollToSee(track, 0, 14, 0)).toBe(0);
    expect(scrollToSee(track, 0, 15, 0)).toBe(40);
    expect(scrollToSee(track, 4000, 99, 0)).toBe(3960);
    expect(scrollToSee(track, 4000, 100, 40)).toBe(3960);
  });

  it('reaches the last line where all of them are higher than the cap', () => {
    const track = trackOf(1_000_000, 40, 600);
    expect([track.full, track.spacer]).toEqual([40_000_000, MAX_SPACER]);
    expect(hiddenAbove(track, MAX_SPACER - 600)).toBeCloseTo(40_000_000 - 600, 3);
    const top = scrollToSee(track, 0, 999_999, 0);
    expect(top).toBeCloseTo(MAX_SPACER - 600, 3);
    expect(hiddenAbove(track, top) / 40).toBeCloseTo(999_985, 6);
  });
});

describe('columns', () => {
  const usual = columnsOf(
    USUAL_COLUMNS.map((id) => ({ id, width: null })),
    () => null,
  );

  it('leave in a fixed order and the first three never do', () => {
    expect(fittingColumns(usual, 100).map((column) => column.id)).toEqual(['name', 'score', 'tier']);
    expect(fittingColumns(usual, 560).map((column) => column.id)).toEqual(['name', 'score', 'tier', 'change30', 'arr']);
    expect(fittingColumns(usual, 5000)).toHaveLength(usual.length);
  });

  it('are read from an address and written to it, the name first', () => {
    const text = 'score~120,name,attribute:Fit%2C%20first,dimension:usage';
    const choices = parseColumns(text) ?? [];
    expect(choices).toEqual([
      { id: 'name', width: null },
      { id: 'score', width: 120 },
      { id: 'attribute:Fit, first', width: null },
      { id: 'dimension:usage', width: null },
    ]);
    expect(parseColumns(formatColumns(choices))).toEqual(choices);
    expect(parseColumns('')).toBeNull();
    expect(parseColumns('nonsense,score~9999,score')).toEqual([
      { id: 'name', width: null },
      { id: 'score', width: 600 },
    ]);
  });

  it('are shown, hidden, moved and widened; the name stays where it is', () => {
    const start = parseColumns('name,score,tier,arr') ?? [];
    const ids = (choices: typeof start) => choices.map(({ id }) => id).join(' ');
    expect(ids(withToggled(start, 'tier'))).toBe('name score arr');
    expect(ids(withToggled(start, 'csm'))).toBe('name score tier arr csm');
    expect(withToggled(start, 'name')).toBe(start);
    expect(ids(withMoved(start, 'arr', -1))).toBe('name score arr tier');
    expect(ids(withMoved(start, 'score', -1))).toBe('name score tier arr');
    expect(ids(withMoved(start, 'score', 9))).toBe('name tier arr score');
    expect(ids(withMoved(start, 'name', 1))).toBe('name score tier arr');
    expect(withWidth(start, 'tier', 10)[2]).toEqual({ id: 'tier', width: 48 });
  });

  it('to choose from are the named ones, the dimensions of the model and the attributes of the files', () => {
    const titles = columnChoices([{ id: 'usage', name: 'Usage' }], ['Motto']).map(({ title }) => title);
    expect(titles).toContain('Risk notes');
    expect(titles.slice(-2)).toEqual(['Usage', 'Motto']);
    expect(columnsOf([{ id: 'dimension:gone', width: null }], () => null)).toEqual([]);
  });
});

describe('the selection', () => {
  it('names accounts, or all but some', () => {
    const two = withSelected(toggledIn(NOTHING, 'A1'), ['A2']);
    expect([isSelected(two, 'A1'), isSelected(two, 'A3'), countSelected(two, 9)]).toEqual([true, false, 2]);
    expect(targetOf(two, { filters: {} })).toEqual({ accountIds: ['A1', 'A2'] });
    const most = toggledIn(EVERYTHING, 'A1');
    expect([isSelected(most, 'A1'), isSelected(most, 'A2'), countSelected(most, 9)]).toEqual([false, true, 8]);
    expect(targetOf(most, { filters: { tier: ['Red'] }, asOf: '2026-06-28' })).toEqual({
      filters: { tier: ['Red'] },
      asOf: '2026-06-28',
      except: ['A1'],
    });
    expect(countSelected(withSelected(most, ['A1']), 9)).toBe(9);
  });
});
