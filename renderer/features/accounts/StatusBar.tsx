import { UNKNOWN } from '#shared/format/number.ts';
import { useFormat } from '../../data/format.ts';
import type { AccountsPage } from '../../data/portfolio.ts';

type Props = {
  readonly totals: AccountsPage['totals'] | null;
  /** Active accounts of the workspace: churned ones and those that have not started are counted by the headline. */
  readonly all: number;
  readonly hiddenColumns: number;
  readonly previewing: boolean;
  readonly onKeys: () => void;
};

export function StatusBar({ totals, all, hiddenColumns, previewing, onKeys }: Props) {
  const format = useFormat();
  const hidden = `${format.count(hiddenColumns, 'column')} hidden${previewing ? ' while the preview is open' : ''}`;
  return (
    <footer className="acc-status">
      {totals && (
        <>
          <span>
            <b>{format.number(totals.accounts - totals.churned - totals.notStarted)}</b> of{' '}
            {format.count(all, 'active account')}
          </span>
          <span>
            ARR <b>{totals.withArr === 0 ? UNKNOWN : format.money(totals.arr)}</b>
          </span>
          <span>
            mean <b>{format.score(totals.mean)}</b>
          </span>
          <span className="hm">
            below 50 <b>{totals.withArr === 0 ? UNKNOWN : format.money(totals.atRiskArr)}</b>
          </span>
        </>
      )}
      {hiddenColumns > 0 && <span className="dim hs">{hidden}</span>}
      <span className="sp" />
      <span>
        <kbd>j</kbd> <kbd>k</kbd> move
      </span>
      <span>
        <kbd>Enter</kbd> open
      </span>
      <span>
        <kbd>Space</kbd> preview
      </span>
      <span className="hm">
        <kbd>x</kbd> select
      </span>
      <button type="button" className="link sm" onClick={onKeys}>
        <kbd>?</kbd> keys
      </button>
    </footer>
  );
}
