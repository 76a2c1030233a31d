import {
  ACCOUNT_STATUS,
  LEAK_LIMIT,
  numberSeparation,
  type Separation,
  SIGNAL_IDS,
  stepAt,
  wordSeparation,
} from '#electron/engine/index.ts';
import { parseBoolean } from '#electron/ingest/index.ts';
import { type AccountRecord, readAttributeColumns } from '#electron/store/reads/accounts.ts';
import { SIGNALS } from '#shared/model/signals.ts';
import { factsOf } from '../views/book.ts';
import { known } from './numbers.ts';
import type { BackTest, Scene } from './scene.ts';
import { signalColumns } from './signal-columns.ts';

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
function signalSuspects(scene: Scene): Suspect[] {
  const { rows, step } = scene;
  const columns = signalColumns(scene, (share) => step('Looking for leaks', 0.1 + 0.2 * share));
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
        `${label} alone separates churned accounts from others at the landmarks (AUC ${percent(found.auc)}): too good to be true. Check whether its source is written after the decision to leave. Nothing is taken out of the score because of it.`,
      ),
    ];
  });
}

/** Which accounts an outcome is told of, and how it is said. */
type Label = {
  readonly name: string | null;
  readonly words: string;
  readonly accounts: number[];
  readonly outcome: Uint8Array;
};

/** A custom attribute that by its name and its two values says who has left, as exports of models and CRMs carry one. */
const SAYS_CHURN = /(^|[^a-z])(is|has)?[^a-z]*(churn(ed)?|attrition|exited|cancel(l)?ed|left|lost)([^a-z]|$)/i;

type Attributes = ReturnType<typeof readAttributeColumns>;

function labelsOf({ book, found }: Scene, attributes: Attributes): Label[] {
  const { timelines, accounts, dataEnd } = found;
  const started = accounts.filter(
    (account) =>
      book.snapshot.status[account] !== ACCOUNT_STATUS.notStarted && stepAt(timelines, account, dataEnd) >= 0,
  );
  const left = Uint8Array.from(started, (account) =>
    timelines.active[stepAt(timelines, account, dataEnd)] === 0 ? 1 : 0,
  );
  const labels: Label[] = [{ name: null, words: 'who has left', accounts: started, outcome: left }];
  for (const [name, { values, indexOf }] of attributes) {
    const flags = values.map((value) => parseBoolean(value));
    if (!SAYS_CHURN.test(name) || values.length !== 2 || flags.includes(undefined)) continue;
    const marked = accounts.filter((account) => (indexOf[account] as number) >= 0);
    labels.push({
      name,
      words: `which accounts are marked ${name}`,
      accounts: marked,
      outcome: Uint8Array.from(marked, (account) => (flags[indexOf[account] as number] === true ? 1 : 0)),
    });
  }
  return labels;
}

/** A column of the accounts: its value by account as a number, or as the number of its word; −1 and NaN are missing. */
type Column = {
  readonly name: string;
  readonly number: ((account: number) => number) | null;
  readonly word: (account: number) => number;
};

function columnsOf({ book }: Scene, attributes: Attributes): Column[] {
  const { records } = book;
  const numbers = new Map<string, number>();
  const wordOf = (text: string | null | undefined): number => {
    if (text === null || text === undefined) return -1;
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const seats = (account: number): number => records[account]?.seats ?? Number.NaN;
  const numeric = (value: number): number => (Number.isNaN(value) ? -1 : 0);
  return [
    ...WORDS.map(
      (name): Column => ({ name, number: null, word: (account) => wordOf(records[account]?.[name] as string | null) }),
    ),
    { name: 'seats', number: seats, word: (account) => numeric(seats(account)) },
    ...[...attributes].map(([name, { values, indexOf }]): Column => {
      const isNumber = values.every((value) => NUMBER.test(value));
      return {
        name,
        number: isNumber ? (account) => Number(values[indexOf[account] as number] ?? Number.NaN) : null,
        word: isNumber ? (account) => Math.min(0, indexOf[account] as number) : (account) => indexOf[account] as number,
      };
    }),
  ];
}

/** Columns of the accounts as they stand today, against who has left by now. */
function columnSuspects(scene: Scene): { suspects: Suspect[]; columns: number } {
  const attributes = readAttributeColumns(scene.context.db, factsOf(scene.context).accounts.count);
  const labels = labelsOf(scene, attributes);
  const columns = columnsOf(scene, attributes);
  const suspects = columns.flatMap((column): Suspect[] => {
    let best: (Separation & { words: string }) | null = null;
    for (const { name, words, accounts, outcome } of labels) {
      if (name === column.name) continue;
      const of = column.word;
      const word = Int32Array.from(accounts, of);
      for (const found of [
        column.number ? numberSeparation(accounts.map(column.number), outcome) : wordSeparation(word, outcome),
        numberSeparation(
          Array.from(word, (at) => (at < 0 ? 1 : 0)),
          outcome,
        ),
      ])
        if (found && found.auc > (best?.auc ?? LEAK_LIMIT)) best = { ...found, words };
    }
    if (!best) return [];
    return [
      suspect(
        'column',
        column.name,
        column.name,
        best,
        `${column.name} as it stands today tells almost surely ${best.words} (AUC ${percent(best.auc)}): too good to be true. It was probably written with the outcome in view, so no score may be built on it. No model here uses it.`,
      ),
    ];
  });
  return { suspects, columns: columns.length };
}
/** Whatever separates the outcome too well, named (30-method.md 4.1). */
export function leaksOf(scene: Scene): BackTest['leaks'] {
  const { rows } = scene;
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
        : `Too good to be true: ${suspects.map(({ label }) => label).join(', ')} ${suspects.length === 1 ? 'separates' : 'separate'} accounts that left from others almost perfectly. Suspected leaks.`,
  };
}
