import { Component, type ReactNode } from 'react';
import { Button } from '../ui/controls.tsx';
import { ErrorState } from '../ui/states.tsx';

type Props = { readonly children: ReactNode };
type State = { readonly error: Error | null };

/** A view that fails does not take the window with it; key it by address so that moving on recovers. */
export class Boundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="page">
        <ErrorState
          page
          title="This view stopped working"
          cause={error.message}
          safe="The workspace is untouched."
          actions={
            <>
              <Button onClick={() => this.setState({ error: null })}>Try again</Button>
              <Button kind="quiet" onClick={() => window.location.reload()}>
                Reload the window
              </Button>
            </>
          }
        />
      </div>
    );
  }
}
