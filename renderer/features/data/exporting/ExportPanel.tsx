import { useState } from 'react';
import type { z } from 'zod';
import type { exportFormat, exportWhat } from '#shared/contract/exporting.ts';
import { STORED_KINDS } from '#shared/model/kinds.ts';
import { fileStem, useExport } from '../../../data/exporting.ts';
import type { Format } from '../../../data/format.ts';
import { useSources } from '../../../data/imports.ts';
import { useAsOf } from '../../../data/workspace.ts';
import { Button, Segmented } from '../../../ui/controls.tsx';
import { Finding, Section } from '../../../ui/layout.tsx';
import { ProgressBar } from '../../../ui/states.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { KIND_TEXT, kindName } from '../labels.ts';
import { Templates } from './Templates.tsx';

const COLUMNS = [
  { label: 'What', width: 'c-what' },
  { label: 'Holds', className: 'hn' },
  { label: 'Rows', width: 'c-rows', className: 'r' },
  { label: 'Format', width: 'c-format', className: 'gapl' },
  { label: 'Export', width: 'c-do', quiet: true },
] as const;

type What = z.infer<typeof exportWhat>;
type FileFormat = z.infer<typeof exportFormat>;
type Choice = {
  readonly what: What;
  readonly title: string;
  readonly help: string;
  readonly formats: readonly FileFormat[];
};

const TABLE_FORMATS = ['csv', 'xlsx', 'parquet', 'json'] as const;

const CHOICES: readonly Choice[] = [
  {
    what: 'scores',
    title: 'Scores',
    help: 'every account at the as-of date: score, tier, coverage, changes, dimensions',
    formats: TABLE_FORMATS,
  },
  {
    what: 'crm-salesforce',
    title: 'Salesforce upload',
    help: 'id, score, tier and date, as Data Loader takes them',
    formats: ['csv'],
  },
  {
    what: 'crm-hubspot',
    title: 'HubSpot upload',
    help: 'record id, score, tier and date, as the import takes them',
    formats: ['csv'],
  },
  {
    what: 'workspace',
    title: 'Whole workspace',
    help: 'every table, models, scenarios, reviews and the rest; importing the archive brings all of it back',
    formats: ['zip', 'xlsx', 'json'],
  },
  ...STORED_KINDS.map((kind) => ({
    what: kind,
    title: kindName(kind),
    help: KIND_TEXT[kind].what,
    formats: TABLE_FORMATS,
  })),
];

const FORMAT_LABEL: Readonly<Record<FileFormat, string>> = {
  csv: 'CSV',
  xlsx: 'Excel',
  json: 'JSON',
  parquet: 'Parquet',
  zip: 'ZIP of CSV',
};

const needsScores = (what: What): boolean => what === 'scores' || what.startsWith('crm-');

/** Everything that can be taken out, one row each. */
export function ExportPanel({ format, workspace }: { readonly format: Format; readonly workspace: string }) {
  const exporting = useExport();
  const asOf = useAsOf();
  const sources = useSources();
  const rowsOf = (what: What): number | null =>
    sources.data?.sources.find((source) => source.kind === what)?.rows ?? null;
  const [formats, setFormats] = useState<Partial<Record<What, FileFormat>>>({});
  const [bom, setBom] = useState(false);
  const [auditable, setAuditable] = useState(true);
  const run = (choice: Choice, chosen: FileFormat) => {
    const dated = needsScores(choice.what);
    const name = [fileStem(workspace), choice.what, ...(dated && asOf !== null ? [asOf] : [])].join('-');
    void exporting.run(`${name}.${chosen}`, {
      what: choice.what,
      format: chosen,
      ...(chosen === 'csv' && bom ? { bom } : {}),
      ...(choice.what === 'scores' && chosen === 'xlsx' ? { auditable } : {}),
      ...(dated && asOf !== null ? { asOf } : {}),
    });
  };
  return (
    <>
      <Finding eyebrow="Data, export">
        <b>Nothing is locked in.</b> Tables leave as they would come in: importing them again changes nothing.
      </Finding>
      {exporting.busy && (
        <div className="working">
          <ProgressBar
            label={exporting.progress?.label ?? 'Writing the file'}
            fraction={exporting.progress?.fraction ?? null}
            onCancel={exporting.cancel}
          />
        </div>
      )}
      <Section
        title="Export"
        sub={asOf === null ? 'scores follow after the first scoring' : `scores as of ${format.date(asOf)}`}
        tools={
          <>
            <label className="check">
              <input type="checkbox" checked={bom} onChange={(event) => setBom(event.target.checked)} />
              <span title="A byte order mark at the start, for spreadsheets that otherwise break accents">
                CSV for older Excel
              </span>
            </label>
            <label className="check">
              <input type="checkbox" checked={auditable} onChange={(event) => setAuditable(event.target.checked)} />
              <span title="In Excel the score is a live formula over the dimension cells and the weights">
                Scores as formulas
              </span>
            </label>
          </>
        }
      >
        <table className="t exports">
          <TableHead columns={COLUMNS} />
          <tbody>
            {CHOICES.map((choice) => {
              const chosen = formats[choice.what] ?? choice.formats[0] ?? 'csv';
              const rows = rowsOf(choice.what);
              return (
                <tr key={choice.what}>
                  <td className="m">{choice.title}</td>
                  <td className="dim hn" title={choice.help}>
                    {choice.help}
                  </td>
                  <td className="r mut">{rows === null ? '' : format.number(rows)}</td>
                  <td className="gapl">
                    {choice.formats.length === 1 ? (
                      <span className="mut">{FORMAT_LABEL[chosen]}</span>
                    ) : (
                      <Segmented
                        small
                        label={`Format of ${choice.title}`}
                        options={choice.formats.map((value) => ({ value, label: FORMAT_LABEL[value] }))}
                        value={chosen}
                        onChange={(value) => setFormats({ ...formats, [choice.what]: value })}
                      />
                    )}
                  </td>
                  <td className="r">
                    <Button
                      aria-label={`Export ${choice.title}`}
                      disabled={exporting.busy || rows === 0 || (asOf === null && needsScores(choice.what))}
                      onClick={() => run(choice, chosen)}
                    >
                      Export
                    </Button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Section>
      <Templates
        format={format}
        onAll={() => void exporting.run('bellwether-templates.zip', { what: 'templates', format: 'zip' })}
        busy={exporting.busy}
      />
    </>
  );
}
