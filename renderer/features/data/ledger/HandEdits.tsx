import type { EditRow } from '#shared/contract/edits.ts';
import { editWords, useEditActions, useEdits } from '../../../data/edits.ts';
import type { Format } from '../../../data/format.ts';
import { usePreferences } from '../../../state/preferences.ts';
import { Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';

const COLUMNS = [
  { label: 'Edit' },
  { label: 'Accounts', className: 'hn' },
  { label: 'By', width: 'c-kind' },
  { label: 'When', width: 'c-when' },
  { label: 'Undo', width: 'c-undo', quiet: true },
] as const;

/** What people set on accounts themselves, beside the ledger of imports; nothing before the first edit. */
export function HandEdits({ format, readOnly }: { readonly format: Format; readonly readOnly: boolean }) {
  const { data } = useEdits();
  const actions = useEditActions();
  const author = usePreferences((preferences) => preferences.author);
  const wordsOf = (edit: EditRow) => editWords(edit, format.count(edit.accounts, 'account'));
  if (!data || data.edits.length === 0) return null;
  return (
    <Section title="Edits by hand" sub="newest first; a file imported later counts where it says something new">
      <table className="t compact ledger">
        <TableHead columns={COLUMNS} />
        <tbody>
          {data.edits.map((edit) => (
            <tr key={edit.id} className={edit.undoneAt === null ? '' : 'undone'}>
              <td className="m">{wordsOf(edit)}</td>
              <td className="mut hn">{namesOf(edit, format)}</td>
              <td>{edit.author}</td>
              <td className="mut">{format.moment(edit.madeAt)}</td>
              <td className="r">
                {edit.undoneAt === null ? (
                  <button
                    type="button"
                    className="link"
                    disabled={readOnly || actions.busy}
                    aria-label={`Undo: ${wordsOf(edit)}`}
                    onClick={() => void actions.undo(edit, author || edit.author)}
                  >
                    Undo
                  </button>
                ) : (
                  <span className="dim" title={`Taken back by ${edit.undoneBy}, ${format.moment(edit.undoneAt)}`}>
                    undone<span className="vh"> by {edit.undoneBy}</span>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** The first accounts by name, and for how many a later file counts. */
function namesOf({ sample, accounts, replaced }: EditRow, format: Format): string {
  const more = accounts - sample.length;
  const names = sample.map(({ name }) => name).join(', ');
  const rest = more > 0 ? ` and ${format.number(more)} more` : '';
  return `${names}${rest}${replaced > 0 ? `; for ${format.number(replaced)} a later file counts` : ''}`;
}
