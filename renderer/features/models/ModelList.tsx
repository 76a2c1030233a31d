import type { ReactNode } from 'react';
import type { Format } from '../../data/format.ts';
import { madeText } from '../../editing/texts.ts';
import { type Draft, draftKey, isChanged, useDrafts } from '../../state/drafts.ts';
import { navigate, useAddress, useHref } from '../../state/navigation.ts';
import { SelectField } from '../../ui/controls.tsx';
import type { ModelGroup } from './address.ts';

type Props = {
  readonly groups: readonly ModelGroup[];
  /** Version shown, or the id of a new model. */
  readonly shown: string;
  readonly workspace: string;
  readonly format: Format;
  readonly tools: ReactNode;
};

/** Models with their versions: the official one first, then those edited here, then what ships with Bellwether. */
export function ModelList({ groups, shown, workspace, format, tools }: Props) {
  const drafts = useDrafts((state) => state.drafts);
  const { params } = useAddress();
  const href = useHref();
  const to = (model: string) => href({ params: { model, tab: params.tab ?? '' } });
  const draftOf = (id: string): Draft | null => {
    const draft = drafts[draftKey(workspace, id)];
    return draft && isChanged(draft) ? draft : null;
  };
  const fresh = Object.entries(drafts).flatMap(([key, draft]) => {
    const { id, name } = draft.history.present.model;
    return key === draftKey(workspace, id) && !groups.some((group) => group.id === id) ? [{ id, name }] : [];
  });
  return (
    <nav className="models-list" aria-label="Models">
      <div className="models-list-h">
        <span className="b">Models</span>
        <span className="sp" />
        {tools}
      </div>
      <div className="models-pick">
        <SelectField
          hideLabel
          label="Model shown"
          value={shown}
          options={[
            ...fresh.map(({ id, name }) => ({ value: id, label: `${name}, new` })),
            ...groups.flatMap((group) =>
              group.versions.map((model) => ({
                value: model.modelVersion,
                label: `${model.name}, v${model.version}${model.active ? ', official' : ''}`,
              })),
            ),
          ]}
          onChange={(event) => navigate({ params: { model: event.currentTarget.value, tab: params.tab ?? '' } })}
        />
      </div>
      <ul className="models-ul">
        {fresh.map(({ id, name }) => (
          <li key={id}>
            <a
              className="model-a"
              href={href({ params: { model: id, tab: 'edit' } })}
              aria-current={shown === id ? 'true' : undefined}
            >
              <span className="n">{name}</span>
              <span className="tag draft">new, unsaved</span>
            </a>
          </li>
        ))}
        {groups.map((group) => {
          const inside = group.versions.some((model) => model.modelVersion === shown);
          const head = group.official ?? group.newest;
          return (
            <li key={group.id}>
              <a
                className="model-a"
                href={to(head.modelVersion)}
                aria-current={
                  inside && (group.versions.length === 1 || head.modelVersion === shown) ? 'true' : undefined
                }
                data-inside={inside || undefined}
              >
                <span className="n">{group.name}</span>
                <span className="d">
                  {group.official && <span className="tag official">official</span>}
                  {draftOf(group.id) && <span className="tag draft">draft</span>}
                  {group.versions.length === 1
                    ? group.newest.preset
                      ? 'ships with Bellwether'
                      : madeText(group.newest, format)
                    : `${group.versions.length} versions, newest by ${group.newest.author}`}
                </span>
              </a>
              {inside && group.versions.length > 1 && (
                <ol className="model-vs">
                  {group.versions.map((model) => (
                    <li key={model.version}>
                      <a
                        href={to(model.modelVersion)}
                        aria-current={model.modelVersion === shown ? 'true' : undefined}
                        title={model.changeNote}
                      >
                        <span className="v">v{model.version}</span>
                        <span className="ell">{model.preset ? 'as shipped' : model.changeNote}</span>
                        {model.active && <span className="tag official">official</span>}
                      </a>
                    </li>
                  ))}
                </ol>
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
