import { useFormat } from '../../data/format.ts';
import { useContact } from '../../data/portfolio.ts';
import { useWorkspace } from '../../data/workspace.ts';
import { useAddress, useHref } from '../../state/navigation.ts';
import { useNoteRecent } from '../../state/recent.ts';
import { Button } from '../../ui/controls.tsx';
import { NotScored } from '../../ui/NotScored.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { ContactPage } from './ContactPage.tsx';
import '../account/profile.css';
import './contact.css';

/** One person at an account: who they are, whether they use the product, and what was recorded of them. */
export function ContactView() {
  const { id } = useAddress();
  const href = useHref();
  const format = useFormat();
  const workspace = useWorkspace();
  const contact = useContact(id);
  const detail = contact.data?.contactId === id ? contact.data : undefined;
  useNoteRecent('contact', detail?.contactId ?? null, detail ? (detail.name ?? detail.contactId) : null);
  const accounts = (
    <a className="btn" href={href({ view: 'accounts' })}>
      All accounts
    </a>
  );
  if (id === null || id === '') {
    return (
      <div className="page">
        <EmptyState page title="No contact is chosen." action={accounts}>
          Open one from the page of an account, or search for a name.
        </EmptyState>
      </div>
    );
  }
  if (workspace.data && workspace.data.asOf === null)
    return <NotScored>A contact is shown from the first scored snapshot on.</NotScored>;
  if (contact.isError && !detail) {
    const missing = contact.error.code === 'not_found';
    return (
      <div className="page">
        <ErrorState
          page
          title={missing ? `There is no contact ${id}` : 'This contact could not be read'}
          cause={contact.error.message}
          safe="Nothing was changed."
          actions={
            <>
              {!missing && <Button onClick={() => void contact.refetch()}>Try again</Button>}
              {accounts}
            </>
          }
        />
      </div>
    );
  }
  if (!detail) {
    return (
      <div className="page">
        <LoadingState label="Loading the contact" rows={8} finding />
      </div>
    );
  }
  return (
    <ContactPage
      contact={detail}
      format={format}
      accountsHref={href({ view: 'accounts' })}
      accountHref={href({ view: 'account', id: detail.accountId })}
    />
  );
}
