import { useState } from 'react';
import { useEditor } from '../../../editing/editor.ts';
import { Distribution } from '../../../effect/Distribution.tsx';
import { Figures } from '../../../effect/Figures.tsx';
import { Migration } from '../../../effect/Migration.tsx';
import { Movers } from '../../../effect/Movers.tsx';
import { TierCounts } from '../../../effect/TierCounts.tsx';
import type { LiveAnswer } from '../../../effect/useLive.ts';
import { useHref } from '../../../state/navigation.ts';
import { Button, Segmented } from '../../../ui/controls.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../../ui/states.tsx';
import type { Preview } from '../draft/usePreview.ts';

const VIEWS = [
  { value: 'figures', label: 'Figures' },
  { value: 'migration', label: 'Migration' },
  { value: 'movers', label: 'Movers' },
] as const;
type View = (typeof VIEWS)[number]['value'];

type Props = {
  readonly live: LiveAnswer<Preview>;
  /** Whether anything is scored that the draft could be tried on. */
  readonly scored: boolean;
  readonly held: boolean;
  readonly onExport: () => void;
};

/** What the draft does to the portfolio, beside the hand. */
export function Effect({ live, scored, held, onExport }: Props) {
  const [view, setView] = useState<View>('figures');
  const [all, setAll] = useState(false);
  const { model, problems, format } = useEditor();
  const href = useHref();
  const result = live.answer?.result ?? null;
  if (!scored || live.error?.code === 'no_scores') {
    return (
      <aside className="me-effect" aria-label="Effect on the portfolio">
        <EmptyState
          title="Nothing is scored yet."
          action={
            <a className="btn" href={href({ view: 'data' })}>
              Import data
            </a>
          }
        >
          The draft can be edited and saved; what it would change is shown once there are accounts with data.
        </EmptyState>
      </aside>
    );
  }
  return (
    <aside className="me-effect wi-narrow" aria-label="Effect on the portfolio">
      <div className="row me-effect-h">
        <Segmented label="Effect shown" options={VIEWS} value={view} onChange={setView} />
        <span className="sp" />
        {result && <span className="dim sm nw">{format.date(result.asOf)}</span>}
      </div>
      {problems.size > 0 && (
        <p className="note dim">Shown for the last draft without errors; correct what is marked to go on.</p>
      )}
      {live.error && problems.size === 0 && (
        <ErrorState
          title="The draft could not be tried"
          cause={live.error.message}
          safe="It is kept as it is."
          actions={<Button onClick={live.retry}>Try again</Button>}
        />
      )}
      {result ? (
        <>
          {view === 'figures' && (
            <>
              <Figures result={result} name="Draft" format={format} />
              <TierCounts
                title="Accounts per tier"
                tiers={result.after.tiers}
                shifted={model.segmentOverlays.map((overlay) => overlay.segment)}
                result={result}
                format={format}
              />
              <Distribution
                result={result}
                name="draft"
                ceiling={live.ceiling}
                height={168}
                held={held}
                format={format}
              />
            </>
          )}
          {view === 'migration' && <Migration result={result} name="draft" format={format} />}
          {view === 'movers' && (
            <Movers
              result={result}
              format={format}
              all={all}
              onAll={setAll}
              onExport={onExport}
              hrefOf={(id) => href({ view: 'account', id })}
            />
          )}
        </>
      ) : (
        !live.error && <LoadingState label="Trying the draft" rows={10} />
      )}
    </aside>
  );
}
