import type { RecentWorkspace } from '#shared/contract/workspace.ts';
import { formatDate } from '#shared/format/date.ts';
import { formatCount } from '#shared/format/words.ts';
import { IconButton } from '../../ui/controls.tsx';
import { Sparkline } from '../../ui/figures.tsx';

type Props = {
  readonly workspaces: readonly RecentWorkspace[];
  readonly busy: boolean;
  readonly locale: string;
  readonly onOpen: (ref: string) => void;
  readonly onForget: (workspace: RecentWorkspace) => void;
};

export function RecentList({ workspaces, busy, locale, onOpen, onForget }: Props) {
  return (
    <ul>
      {workspaces.map((workspace) => (
        <li key={workspace.ref} className="wp-rc">
          <button
            type="button"
            className="open"
            disabled={busy || workspace.missing}
            onClick={() => onOpen(workspace.ref)}
          >
            <span style={{ minWidth: 0 }}>
              <span className="b ell" style={{ fontSize: 14, display: 'block' }}>
                {workspace.name}
              </span>
              <span className="dim sm ell" style={{ display: 'block' }}>
                {workspace.missing ? `${workspace.location}, not found` : workspace.location}
              </span>
            </span>
            <span>
              {workspace.meanHealth.length > 1 && (
                <Sparkline
                  values={workspace.meanHealth}
                  width={80}
                  minSpan={6}
                  label={`Mean health of ${workspace.name}`}
                />
              )}
            </span>
            <span className="r">{formatCount(workspace.accounts, locale, 'account')}</span>
            <span className="r dim sm">
              {workspace.asOf !== null ? (
                <>
                  as of
                  <br />
                  {formatDate(workspace.asOf, locale)}
                </>
              ) : (
                'not scored'
              )}
            </span>
          </button>
          <IconButton icon="x" label={`Remove ${workspace.name} from this list`} onClick={() => onForget(workspace)} />
        </li>
      ))}
    </ul>
  );
}
