import { useState } from 'react';
import type { ScenarioInfo } from '#shared/contract/scenarios.ts';
import type { Format } from '../../../data/format.ts';
import { KEPT_DRAFT, useScenarioActions, useScenarios } from '../../../data/scenarios.ts';
import { useAddress, useHref } from '../../../state/navigation.ts';
import { Button } from '../../../ui/controls.tsx';
import { useDocumentPicker } from '../../../ui/DocumentPicker.tsx';
import { Section } from '../../../ui/layout.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../../ui/states.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { leaveScenario } from '../bench/open.ts';
import type { Bench } from '../bench/useBench.ts';
import { scenarioSide } from '../compare/sides.ts';
import { RenameScenario } from './RenameScenario.tsx';
import { SaveReport } from './SaveReport.tsx';

const COLUMNS = [
  { label: 'Scenario' },
  { label: 'Made from', width: 'c-base' },
  { label: 'Differs in', width: 'c-fields', className: 'r' },
  { label: 'Saved', width: 'c-saved gapl', className: 'gapl' },
  { label: 'By', width: 'c-by', className: 'hn' },
  { label: 'Actions', width: 'c-acts', quiet: true },
];

type Props = { readonly bench: Bench; readonly readOnly: boolean; readonly format: Format };

/** What was kept under a name: opened, compared, handed on. */
export function Scenarios({ bench, readOnly, format }: Props) {
  const query = useScenarios();
  const actions = useScenarioActions();
  const picker = useDocumentPicker('Scenario document', (file) => void actions.importFile(file));
  const [renaming, setRenaming] = useState<ScenarioInfo | null>(null);
  const [reporting, setReporting] = useState<number | null>(null);
  const list = query.data?.scenarios.filter(({ name }) => name !== KEPT_DRAFT);
  if (query.isError && !query.data) {
    return (
      <ErrorState
        title="The scenarios could not be read"
        cause={query.error.message}
        safe="Nothing was changed."
        actions={<Button onClick={() => void query.refetch()}>Try again</Button>}
      />
    );
  }
  if (!list) return <LoadingState label="Loading the scenarios" rows={6} />;
  return (
    <>
      {picker.input}
      <Section
        title="Scenarios"
        sub={
          list.length === 0
            ? 'none of this workspace yet'
            : `${format.count(list.length, 'scenario')} of this workspace; each is a whole model, scored nowhere until it is a version`
        }
        className="wi-scenarios"
        tools={
          <Button kind="quiet" disabled={readOnly} onClick={picker.pick}>
            Import
          </Button>
        }
      >
        {list.length === 0 ? (
          <EmptyState title="No scenario is saved yet.">
            Move a weight or a bound, then save what is on the bench under a name. It can be opened again, compared,
            printed as a report, handed on as a file and made a version.
          </EmptyState>
        ) : (
          <table className="t">
            <TableHead columns={COLUMNS} />
            <tbody>
              {list.map((scenario) => (
                <Row
                  key={scenario.id}
                  scenario={scenario}
                  bench={bench}
                  readOnly={readOnly}
                  format={format}
                  actions={actions}
                  onRename={() => setRenaming(scenario)}
                  onReport={() => setReporting(scenario.id)}
                />
              ))}
            </tbody>
          </table>
        )}
      </Section>
      {reporting !== null && <SaveReport source={{ scenario: reporting }} onClose={() => setReporting(null)} />}
      {renaming && <RenameScenario scenario={renaming} bench={bench} onClose={() => setRenaming(null)} />}
    </>
  );
}

type RowProps = {
  readonly scenario: ScenarioInfo;
  readonly bench: Bench;
  readonly readOnly: boolean;
  readonly format: Format;
  readonly actions: ReturnType<typeof useScenarioActions>;
  readonly onRename: () => void;
  readonly onReport: () => void;
};

function Row({ scenario, bench, readOnly, format, actions, onRename, onReport }: RowProps) {
  const href = useHref();
  const { params } = useAddress();
  const { id, name } = scenario;
  const open = bench.opened?.id === id;
  const remove = async () => {
    if ((await actions.remove(scenario)) && open) leaveScenario(bench.workspace, bench.now.model.id);
  };
  const act = (label: string, run: () => void, disabled = false) => (
    <button type="button" className="link" aria-label={`${label} ${name}`} disabled={disabled} onClick={run}>
      {label}
    </button>
  );
  return (
    <tr aria-current={open ? 'true' : undefined}>
      <td>
        <span className="wi-name">
          <a
            className="rowlink"
            href={href({ params: { tab: '', scenario: String(id) } })}
            title={scenario.note || name}
          >
            {name}
          </a>
          {open && <span className="tag draft">{bench.unsaved ? 'open, changed' : 'open'}</span>}
        </span>
      </td>
      <td className="ell">
        {scenario.baseVersion}
        {!scenario.isBaseOfficial && <span className="dim"> not official</span>}
      </td>
      <td className="r">{format.count(scenario.differences, 'field')}</td>
      <td className="gapl nw">{format.moment(scenario.savedAt)}</td>
      <td className="ell hn">{scenario.author}</td>
      <td className="acts">
        <a
          className="link"
          aria-label={`Compare ${name}`}
          href={href({ params: { ...params, tab: 'compare', b: scenarioSide(id) } })}
        >
          Compare
        </a>
        {act('Report', onReport)}
        {act('Rename', onRename, readOnly)}
        {act('Duplicate', () => void actions.duplicate(id), readOnly)}
        {act('Export', () => void actions.exportFile(id))}
        {act('Delete', () => void remove(), readOnly)}
      </td>
    </tr>
  );
}
