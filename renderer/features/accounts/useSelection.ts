import { useRef, useState } from 'react';
import type { InputOf } from '#shared/contract/index.ts';
import type { AccountRow } from '#shared/contract/portfolio.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { asApiError } from '../../api/api.ts';
import { showToast } from '../../state/toasts.ts';
import type { Lines } from './lines.ts';
import { countSelected, EVERYTHING, NOTHING, type Selection, toggledIn, withSelected } from './selection.ts';

/** Accounts one step of a range may name. */
const MOST = 20_000;

/** Accounts picked in a list; `key` names the accounts it is of: with other ones nothing is picked. */
export function useSelection(key: string, list: InputOf<'accounts.resolve'>, lines: Lines, total: number) {
  const api = useApi();
  const [state, setState] = useState<{ readonly key: string; readonly selection: Selection }>({
    key,
    selection: NOTHING,
  });
  const anchor = useRef<number | null>(null);
  const selection = state.key === key ? state.selection : NOTHING;
  const set = (next: Selection) => setState({ key, selection: next });
  const count = countSelected(selection, total);

  const extend = async (to: number) => {
    const ends = [anchor.current ?? to, to].map((line) => placeNear(lines, line)).sort((a, b) => a - b);
    const [from = 0, until = 0] = ends;
    if (until - from >= MOST) {
      showToast(
        `A range holds at most ${MOST.toLocaleString('en')} accounts. Ctrl A selects all of them.`,
        null,
        'bad',
      );
      return;
    }
    try {
      const { accountIds } = await api.call('accounts.resolve', { ...list, offset: from, limit: until - from + 1 });
      setState((now) => ({ key, selection: withSelected(now.key === key ? now.selection : NOTHING, accountIds) }));
    } catch (failure) {
      showToast(asApiError(failure).message, null, 'bad');
    }
  };
  return {
    selection,
    count,
    picked: count === 0 ? ('none' as const) : count === total ? ('all' as const) : ('some' as const),
    clear: () => set(NOTHING),
    all: () => set(EVERYTHING),
    toggleAll: () => set(count === total ? NOTHING : EVERYTHING),
    /** With `range` everything from the line picked last to this one. */
    pick: (row: AccountRow, line: number, range: boolean) => {
      if (range && anchor.current !== null) void extend(line);
      else set(toggledIn(selection, row.accountId));
      anchor.current = line;
    },
  };
}

/** Place of the account on a line, or of the first one below it. */
function placeNear(lines: Lines, line: number): number {
  for (let at = line; at < lines.count; at += 1) {
    const found = lines.lineAt(at);
    if (found?.kind === 'row') return found.at;
  }
  return 0;
}
