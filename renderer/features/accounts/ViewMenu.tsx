import { Menu } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useViewActions } from '../../data/views.ts';
import { showToast } from '../../state/toasts.ts';
import { Button, Dialog, TextField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icons.tsx';
import { listViews } from './saved-views.ts';
import type { AccountList } from './useAccountList.ts';

type Asking = 'new' | 'rename' | null;

/** Which view the list shows, the others, and what can be done with it. */
export function ViewMenu({ list }: { readonly list: AccountList }) {
  const { view, views, changed } = list;
  const actions = useViewActions();
  const [asking, setAsking] = useState<Asking>(null);
  const saved = view?.saved ?? null;
  const definition = {
    filters: list.filters,
    sort: [...list.sort],
    group: list.group,
    columns: list.choices === null ? null : [...list.choices],
  };
  const update = async (more: { readonly isDefault?: boolean; readonly shown?: boolean }) => {
    if (!saved) return;
    const kept = await actions.save({
      id: saved.id,
      name: saved.name,
      definition: more.shown ? definition : saved.definition,
      isDefault: more.isDefault ?? saved.isDefault,
    });
    if (!kept) return;
    const before = { id: saved.id, name: saved.name, definition: saved.definition, isDefault: saved.isDefault };
    const words = more.shown
      ? `${kept.name} keeps what is shown`
      : kept.isDefault
        ? `Accounts opens with ${kept.name}`
        : 'Accounts opens with all accounts';
    showToast(words, { label: 'Undo', run: () => void actions.save(before) });
  };
  return (
    <>
      <Menu
        position="bottom-end"
        offset={4}
        transitionProps={{ duration: 0 }}
        width={260}
        withinPortal={false}
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <Button>
            <span className="ell acc-view">{view ? view.name : 'Views'}</span>
            {changed && <span className="dim">changed</span>}
            <Icon name="down" size={14} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown aria-label="Views">
          {views.map((item) => (
            <Menu.Item
              key={item.key}
              onClick={() => list.open(item)}
              rightSection={
                item.saved?.isDefault ? (
                  <span className="dim mi">default</span>
                ) : item === view ? (
                  <Icon name="check" />
                ) : null
              }
            >
              <span dir="auto">{item.name}</span>
            </Menu.Item>
          ))}
          <Menu.Divider />
          {changed && view && <Menu.Item onClick={() => list.open(view)}>Back to {view.name}</Menu.Item>}
          {changed && saved && (
            <Menu.Item onClick={() => void update({ shown: true })}>Keep what is shown in {saved.name}</Menu.Item>
          )}
          <Menu.Item onClick={() => setAsking('new')}>Save as a new view…</Menu.Item>
          {saved && (
            <>
              <Menu.Item onClick={() => setAsking('rename')}>Rename {saved.name}…</Menu.Item>
              <Menu.Item onClick={() => void update({ isDefault: !saved.isDefault })}>
                {saved.isDefault ? 'Do not open Accounts with it' : 'Open Accounts with it'}
              </Menu.Item>
              <Menu.Item
                onClick={() =>
                  void actions
                    .remove(saved, (back) => {
                      const [found] = listViews([back]).slice(-1);
                      if (found) list.open(found);
                    })
                    .then((gone) => gone && list.set({ saved: 'all' }, true))
                }
              >
                Remove {saved.name}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking !== null && (
        <NameDialog
          title={asking === 'new' ? 'Save as a new view' : 'Rename the view'}
          start={asking === 'rename' ? (saved?.name ?? '') : ''}
          error={actions.error}
          busy={actions.busy}
          onClose={() => setAsking(null)}
          onName={async (name) => {
            const kept =
              asking === 'rename' && saved
                ? await actions.save({ id: saved.id, name, definition: saved.definition, isDefault: saved.isDefault })
                : await actions.save({ name, definition, isDefault: false });
            if (!kept) return;
            setAsking(null);
            list.set({ saved: String(kept.id) }, true);
            showToast(asking === 'rename' ? `The view is called ${kept.name}` : `The view ${kept.name} is saved`);
          }}
        />
      )}
    </>
  );
}

function NameDialog({
  title,
  start,
  error,
  busy,
  onClose,
  onName,
}: {
  readonly title: string;
  readonly start: string;
  readonly error: string | null;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onName: (name: string) => Promise<void>;
}) {
  const [name, setName] = useState(start);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !busy) void onName(name.trim());
  };
  return (
    <Dialog open title={title} onClose={onClose}>
      <form className="acc-form" onSubmit={submit}>
        <TextField
          label="Name"
          data-autofocus
          autoComplete="off"
          maxLength={80}
          value={name}
          error={error}
          help="Filters, order, grouping and columns are kept in the workspace."
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className="row acc-do">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={name.trim() === '' || busy}>
            Save view
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
