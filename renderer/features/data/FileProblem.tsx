import type { ImportOptions } from '#shared/contract/data.ts';
import { useFormat } from '../../data/format.ts';
import { useInspect } from '../../data/imports.ts';
import { Button } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/tier.tsx';
import { type PlannedFile, questionOf, withOption } from './import-plan.ts';
import {
  DATE_ORDERS,
  DELIMITER_CHOICES,
  delimiterName,
  ENCODING_CHOICES,
  encodingName,
  FILE_KINDS,
  kindName,
  withoutOptions,
} from './labels.ts';
import { Mapping } from './Mapping.tsx';

type Props = {
  readonly file: PlannedFile;
  readonly busy: boolean;
  readonly onOptions: (options: ImportOptions) => void;
  readonly onRemove: () => void;
};

/** A file that cannot be imported as it is: why, and the answer that settles it. */
export function FileProblem({ file, busy, onOptions, onRemove }: Props) {
  const { error } = file.preview;
  if (!error) return null;
  const question = questionOf(error.code);
  return (
    <section className="problem" aria-label="Question about this file">
      <Glyph role={question ? 'moderate' : 'critical'} size={10} />
      <div>
        <p className="state-t">{withoutOptions(error.message)}</p>
        <div className="row wrap">
          <Answers file={file} busy={busy} onOptions={onOptions} />
          <Button kind="quiet" disabled={busy} onClick={onRemove}>
            Leave this file out
          </Button>
        </div>
      </div>
      {question === 'mapping' && <Columns file={file} busy={busy} onOptions={onOptions} />}
    </section>
  );
}

function Answers({ file, busy, onOptions }: Omit<Props, 'onRemove'>) {
  const { options, preview } = file;
  const choices = (() => {
    switch (questionOf(preview.error?.code ?? '')) {
      case 'date':
        return DATE_ORDERS.filter((order) => order.value !== 'ymd').map((order) => ({
          label: order.label,
          next: withOption(options, 'dateFormat', order.value),
        }));
      case 'delimiter':
        return DELIMITER_CHOICES.map((value) => ({
          label: delimiterName(value),
          next: withOption(options, 'delimiter', value),
        }));
      case 'encoding':
        return ENCODING_CHOICES.map((value) => ({
          label: encodingName(value),
          next: withOption(options, 'encoding', value),
        }));
      case 'kind':
        return FILE_KINDS.map((kind) => ({ label: kindName(kind), next: withOption(options, 'kind', kind) }));
      default:
        return [];
    }
  })();
  return choices.map((choice) => (
    <Button key={choice.label} disabled={busy} onClick={() => onOptions(choice.next)}>
      {choice.label}
    </Button>
  ));
}

/** The columns of a file whose mapping is the question, as far as it could be read. */
function Columns({ file, busy, onOptions }: Omit<Props, 'onRemove'>) {
  const format = useFormat();
  const { options, source } = file;
  const inspected = useInspect({
    source: source.ref,
    rows: 1,
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter }),
  });
  const kind = options.kind ?? inspected.data?.kindGuess ?? null;
  if (!inspected.data || kind === null) return null;
  const [first] = inspected.data.rows;
  const columns = inspected.data.columns.map((column, index) => {
    const value = first?.[index];
    return {
      name: column.name,
      canonical: options.mapping?.[column.name] ?? column.canonical,
      confidence: column.confidence ?? 0,
      type: column.type,
      sample: value === null || value === undefined ? null : String(value),
      blank: 0,
      issues: 0,
      found: [],
    };
  });
  return (
    <div className="problem-map">
      <Mapping kind={kind} columns={columns} options={options} disabled={busy} format={format} onOptions={onOptions} />
    </div>
  );
}
