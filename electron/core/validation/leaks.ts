import {
  ACCOUNT_STATUS,
  computeSignals,
  LEAK_LIMIT,
  numberSeparation,
  type Separation,
  SIGNAL_IDS,
  stepAt,
  wordSeparation,
} from '#electron/engine/index.ts';
import { type AccountRecord, readAttributeColumns } from '#electron/store/reads/accounts.ts';
import { SIGNALS } from '#shared/model/signals.ts';
import { factsIndexOf, factsOf } from '../views/book.ts';
import { known } from './numbers.ts';
import type { BackTest, Scene } from './scene.ts';

type Suspect = BackTest['leaks']['suspects'][number];

/** Known leaks that never reach a score or a row (30-method.md 4.1). */
const BLOCKED: readonly string[] = [
  'Status, churn outcomes and cancellation reasons are no inputs of any score.',
  'Rows count from the day they were known: what was recorded or changed later is not seen at a landmark.',
  'Accounts that had given notice or left are no rows.',
  'Overrides and edits by hand never count: the computed score is judged.',
  'No normalisation is fitted on the data: every curve of a model is fixed.',
];

const WORDS: readonly (keyof AccountRecord & string)[] = [
  'segment',
  'industry',
  'region',
  'country',
  'plan',
  'csm',
  'csmManager',
  'channel',
  'useCase',
  'size',
  'currency',
];
const NUMBER = /^[-+]?\d+(\.\d+)?$/;

const LABELS = new Map<string, string>(SIGNALS.map(({ id, name }) => [id, name]));
const percent = (auc: number): string => auc.toFixed(3);

function suspect(kind: Suspect['kind'], name: string, label: string, found: Separation, text: string): Suspect {
  return { kind, name, label, auc: known(found.auc), rows: found.rows, churns: found.churns, text };
}

/** Single signals at the landmarks, as they were known then. */
function signalSuspects({ context, book, rows, step }: Scene): Suspect[] {
  const columns = SIGNAL_IDS.map(() => new Float64Array(rows.length).fill(Number.NaN));
  const byLandmark = rows.days.map((): number[] => []);
  for (let row = 0; row < rows.length; row++) byLandmark[rows.landmark[row] as number]?.push(row);
  rows.days.forEach((day, landmark) => {
    step('Looking for leaks', 0.1 + (0.2 * landmark) / rows.days.length);
    const { values } = computeSignals(factsOf(context), day, book.model, 0, undefined, factsIndexOf(context));
    for (const row of byLandmark[landmark] ?? [])
      columns.forEach((column, signal) => {
        column[row] = values[signal]?.[rows.account[row] as number] ?? Number.NaN;
      });
  });
  return SIGNAL_IDS.flatMap((id, signal) => {
    const found = numberSeparation(columns[signal] as Float64Array, rows.outcome);
    if (!found || found.auc <= LEAK_LIMIT) return [];
    const label = LABELS.get(id) ?? id;
    return [
      suspect(
        'signal',
        id,
        label,
        found,
        `${label} alone separates churned accounts from others at the landmarks (AUC ${percent(found.auc)}): too good to be true. Check whether its source is written after the decision to leave. It still counts in the score.`,
      ),
    ];
  });
}

/** Columns of the accounts as they stand today, against who has left by now. */
function columnSuspects({ context, book, found }: Scene): { suspects: Suspect[]; columns: number } {
  const { timelines, accounts, dataEnd } = found;
  const judged = accounts.filter(
    (account) =>
      book.snapshot.status[account] !== ACCOUNT_STATUS.notStarted && stepAt(timelines, account, dataEnd) >= 0,
  );
  const outcome = Uint8Array.from(judged, (account) =>
    timelines.active[stepAt(timelines, account, dataEnd)] === 0 ? 1 : 0,
  );
  const suspects: Suspect[] = [];
  let columns = 0;
  const check = (name: string, tests: readonly (Separation | null)[]): void => {
    columns++;
    const best = tests.reduce((a, b) => (b && b.auc > (a?.auc ?? 0) ? b : a), null);
    if (!best || best.auc <= LEAK_LIMIT) return;
    suspects.push(
      suspect(
        'column',
        name,
        name,
        best,
        `${name} as it stands today tells almost surely who has left (AUC ${percent(best.auc)}): too good to be true. It was probably written with the outcome in view, and no score may be built on it. No model here uses it.`,
      ),
    );
  };
  const records = book.records;
  const numbered = (texts: readonly (string | null)[]): Int32Array => {
    const numbers = new Map<string, number>();
    return Int32Array.from(texts, (text) => {
      if (text === null) return -1;
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      return number;
    });
  };
  for (const name of WORDS)
    check(name, [
      wordSeparation(numbered(judged.map((account) => (records[account]?.[name] ?? null) as string | null)), outcome),
    ]);
  const seats = Float64Array.from(judged, (account) => records[account]?.seats ?? Number.NaN);
  check('seats', [numberSeparation(seats, outcome), numberSeparation(seats.map(isMissing), outcome)]);
  for (const [name, { values, indexOf }] of readAttributeColumns(context.db, factsOf(context).accounts.count)) {
    const words = Int32Array.from(judged, (account) => indexOf[account] as number);
    const missing = Float64Array.from(words, (word) => (word < 0 ? 1 : 0));
    const isNumber = values.every((value) => NUMBER.test(value));
    check(name, [
      isNumber
        ? numberSeparation(
            Float64Array.from(words, (word) => Number(values[word] ?? Number.NaN)),
            outcome,
          )
        : wordSeparation(words, outcome),
      numberSeparation(missing, outcome),
    ]);
  }
  return { suspects, columns };
}

const isMissing = (value: number): number => (Number.isNaN(value) ? 1 : 0);

/** Whatever separates the outcome too well, named (30-method.md 4.1). */
export function leaksOf(scene: Scene): BackTest['leaks'] {
  const { rows, book } = scene;
  const score = numberSeparation(rows.score, rows.outcome);
  const { suspects: ofColumns, columns } = columnSuspects(scene);
  const suspects = [
    ...(score && score.auc > LEAK_LIMIT
      ? [
          suspect(
            'score',
            'score',
            'Health score',
            score,
            `The score itself separates churned accounts almost perfectly (AUC ${percent(score.auc)}): too good to be true. Something it is made of probably knows the outcome; look at the suspects below, and at how the history was recorded.`,
          ),
        ]
      : []),
    ...signalSuspects(scene),
    ...ofColumns,
  ];
  return {
    suspects,
    checked: { signals: SIGNAL_IDS.length, columns },
    limit: LEAK_LIMIT,
    blocked: [...BLOCKED],
    sentence:
      suspects.length === 0
        ? `None of ${SIGNAL_IDS.length} signals and ${columns} account columns separates churn too well to be true (AUC above ${LEAK_LIMIT}).`
        : `Too good to be true: ${suspects.map(({ label }) => label).join(', ')} ${suspects.length === 1 ? 'separates' : 'separate'} churned accounts almost perfectly under ${book.model.name}. Suspected leaks.`,
  };
}
