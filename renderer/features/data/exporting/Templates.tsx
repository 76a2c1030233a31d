import { useApi } from '../../../api/ApiProvider.tsx';
import { asApiError } from '../../../api/api.ts';
import type { Format } from '../../../data/format.ts';
import { useTemplates } from '../../../data/mappings.ts';
import { showToast } from '../../../state/toasts.ts';
import { Button } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { kindName } from '../labels.ts';

/** An empty table per kind, each with its columns explained. */
export function Templates({
  format,
  onAll,
  busy,
}: {
  readonly format: Format;
  readonly onAll: () => void;
  readonly busy: boolean;
}) {
  const api = useApi();
  const templates = useTemplates();
  const save = (file: string, csv: string) => {
    void api.bridge.saveText(file, csv).then(
      (done) => done && showToast(`${file} is saved`),
      (error: unknown) => showToast(asApiError(error).message, null, 'bad'),
    );
  };
  return (
    <Section
      title="Import templates"
      sub="an empty table per kind; files with these headers need no mapping"
      className="data-next"
      tools={
        <Button disabled={busy || !templates.data} onClick={onAll}>
          Download all
        </Button>
      }
    >
      {templates.data ? (
        <div className="presets">
          {templates.data.templates.map((template) => (
            <details key={template.kind}>
              <summary>
                <span className="m">{kindName(template.kind)}</span>
                <span className="dim">
                  {format.count(template.columns.length, 'column')},{' '}
                  {template.columns
                    .filter((column) => column.required)
                    .map((column) => column.name)
                    .join(', ')}{' '}
                  needed
                </span>
              </summary>
              <div className="preset">
                <div className="row">
                  <Button onClick={() => save(template.file, template.csv)}>Download {template.file}</Button>
                </div>
                <dl className="wide">
                  {template.columns.map((column) => (
                    <div key={column.name}>
                      <dt>
                        {column.name}
                        {column.required && <span className="dim"> needed</span>}
                      </dt>
                      <dd className="mut">{column.help}</dd>
                    </div>
                  ))}
                </dl>
              </div>
            </details>
          ))}
        </div>
      ) : templates.isError ? (
        <ErrorState
          title="The templates could not be read"
          cause={templates.error.message}
          actions={<Button onClick={() => void templates.refetch()}>Try again</Button>}
        />
      ) : (
        <LoadingState label="Loading the templates" rows={6} />
      )}
    </Section>
  );
}
