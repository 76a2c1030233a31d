import type { ApiError } from '../api/api.ts';
import { Button } from '../ui/controls.tsx';
import { Mark } from '../ui/icons.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';

/** The window was built against another contract than the core it talks to. */
export function OldWindow() {
  return (
    <main className="page">
      <Mark size={28} />
      <EmptyState
        page
        title="Bellwether was updated while this window was open."
        action={
          <Button kind="primary" onClick={() => window.location.reload()}>
            Reload
          </Button>
        }
      >
        The window and the program behind it are of different versions. Nothing was lost; reload to go on.
      </EmptyState>
    </main>
  );
}

export function NotReachable({ error, onRetry }: { readonly error: ApiError; readonly onRetry: () => void }) {
  const unauthorized = error.code === 'unauthorized';
  return (
    <main className="page">
      <Mark size={28} />
      <ErrorState
        page
        title={unauthorized ? 'This address has expired' : 'Bellwether does not answer'}
        cause={
          unauthorized
            ? 'Each start of Bellwether makes a new address. Open the one printed by the last start.'
            : 'The program behind this window is not running, or was just restarted.'
        }
        safe="Workspaces on disk are untouched."
        actions={<Button onClick={onRetry}>Try again</Button>}
      />
    </main>
  );
}
