import { useHref } from '../state/navigation.ts';
import { EmptyState } from './states.tsx';

/** A view of scores in a workspace that has none; the children say what the view is waiting for. */
export function NotScored({
  title = 'Nothing is scored yet.',
  children,
}: {
  readonly title?: string;
  readonly children: string;
}) {
  const href = useHref();
  return (
    <div className="page">
      <EmptyState
        page
        title={title}
        action={
          <a className="btn" href={href({ view: 'data' })}>
            Import data
          </a>
        }
      >
        {children}
      </EmptyState>
    </div>
  );
}
