import type { SqlValue } from '#electron/store/values.ts';
import { dayFromIso } from '#shared/model/day.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import type { Book } from '../views/book.ts';
import { accountRowOf } from '../views/rows.ts';
import type { ExportColumn, ExportTable } from './table.ts';
import { columnLetters } from './workbook.ts';

type Row = NonNullable<ReturnType<typeof accountRowOf>>;
type ScoreColumn = ExportColumn & { readonly of: (row: Row) => SqlValue };

const dayOf = (iso: string | null): number | null => (iso === null ? null : dayFromIso(iso));
const MODEL_SHEET = 'Model';
/** Columns before the dimensions and the score: a formula names its cells by position. */
const FIRST: readonly ScoreColumn[] = [
  { name: 'account_id', type: 'text', of: (row) => row.accountId },
  { name: 'name', type: 'text', of: (row) => row.name },
  { name: 'segment', type: 'text', of: (row) => row.segment },
  { name: 'csm', type: 'text', of: (row) => row.csm },
  { name: 'status', type: 'text', of: (row) => row.status },
  { name: 'arr', type: 'number', digits: 2, of: (row) => row.arr },
  { name: 'renewal_date', type: 'date', of: (row) => dayOf(row.renewalDate) },
];
const LAST: readonly ScoreColumn[] = [
  { name: 'tier', type: 'text', of: (row) => row.tier },
  { name: 'confirmed_tier', type: 'text', of: (row) => row.confirmedTier },
  { name: 'state', type: 'text', of: (row) => row.state },
  { name: 'coverage', type: 'number', of: (row) => row.coverage },
  { name: 'change_30d', type: 'number', digits: 1, of: (row) => row.change30 },
  { name: 'change_90d', type: 'number', digits: 1, of: (row) => row.change90 },
  { name: 'change_180d', type: 'number', digits: 1, of: (row) => row.change180 },
  { name: 'momentum', type: 'text', of: (row) => row.momentum },
  { name: 'priority_tier', type: 'text', of: (row) => row.priorityTier },
  { name: 'top_driver', type: 'text', of: (row) => row.topDriver },
  { name: 'tags', type: 'text', of: (row) => row.tags.join('; ') || null },
];

/**
 * H over cells of the same row (30-method.md 2.5): the weighted mean of the dimensions that have a score, with the weights
 * of the model's sheet, rounded as scores are stored. None for an account without dimensions of the model: the onboarding
 * model scores it.
 */
function scoreFormula(dimensions: number): NonNullable<ExportColumn['formula']> {
  const first = columnLetters(FIRST.length);
  const last = columnLetters(FIRST.length + dimensions - 1);
  const weights = `${MODEL_SHEET}!$B$2:$${columnLetters(dimensions)}$2`;
  return (row, cells) => {
    if (cells.slice(FIRST.length, FIRST.length + dimensions).every((cell) => cell === null)) return null;
    const range = `${first}${row}:${last}${row}`;
    return `ROUND(SUMPRODUCT(${range},${weights})/SUMPRODUCT(--ISNUMBER(${range}),${weights}),6)`;
  };
}

/** One row an account as of the book's day. `auditable`: the score is a formula, see {@link modelTable} for its weights. */
export function scoreTable(book: Book, auditable: boolean): ExportTable {
  const { dimensions } = book.model;
  const columns: ScoreColumn[] = [
    ...FIRST,
    ...dimensions.map(
      ({ id }): ScoreColumn => ({
        name: `${id}_score`,
        type: 'number',
        digits: 1,
        of: (row) => row.dimensions[id] ?? null,
      }),
    ),
    {
      name: 'score',
      type: 'number',
      digits: 1,
      ...(auditable ? { formula: scoreFormula(dimensions.length) } : {}),
      of: (row) => row.score,
    },
    ...LAST,
  ];
  return {
    name: 'scores',
    columns,
    rowCount: book.records.filter((record) => record !== undefined).length,
    *rows() {
      for (const row of scoreRows(book)) yield columns.map((column) => column.of(row));
    },
  };
}

function* scoreRows(book: Book): Generator<Row> {
  for (let account = 0; account < book.records.length; account++) {
    const row = accountRowOf(book, account);
    if (row) yield row;
  }
}

/** The sheet an auditable workbook computes with: weights in row 2 under the dimensions, then what the figures mean. */
export function modelTable(book: Book): ExportTable {
  const { model, modelVersion, onboarding } = book;
  const rows: SqlValue[][] = [
    [`${modelVersion} weights`, ...model.dimensions.map((dimension) => dimension.weight)],
    ['name', ...model.dimensions.map((dimension) => dimension.name)],
    ...model.tiers.map((tier): SqlValue[] => [`${tier.name} from`, tier.from]),
    [`Coverage below ${model.missingPolicy.minProvisionalCoverage}: no score`],
    [`Coverage below ${model.missingPolicy.minScoredCoverage}: provisional`],
    ...(onboarding && model.onboardingPolicy
      ? [[`A score without a formula is of ${modelVersionOf(onboarding)}: days 0 to ${model.onboardingPolicy.lastDay}`]]
      : []),
  ];
  return {
    name: MODEL_SHEET,
    columns: [
      { name: 'model', type: 'text' },
      ...model.dimensions.map(({ id }) => ({ name: `${id}_score`, type: 'number' as const })),
    ],
    rowCount: rows.length,
    rows: () => rows,
    isLegend: true,
  };
}

type Upload = {
  readonly id: string;
  readonly score: string;
  readonly tier: string;
  readonly date: string;
  readonly coverage: string;
  readonly change: string;
  readonly dateText: (iso: string) => string;
};

/** Column names and date form that the upload of each CRM expects; custom fields of these names have to exist there. */
const UPLOADS: Readonly<Record<'crm-salesforce' | 'crm-hubspot', Upload>> = {
  'crm-salesforce': {
    id: 'Id',
    score: 'Bellwether_Health_Score__c',
    tier: 'Bellwether_Health_Tier__c',
    date: 'Bellwether_Score_Date__c',
    coverage: 'Bellwether_Score_Coverage__c',
    change: 'Bellwether_Score_Change_30d__c',
    dateText: (iso) => iso,
  },
  'crm-hubspot': {
    id: 'Record ID',
    score: 'Bellwether health score',
    tier: 'Bellwether health tier',
    date: 'Bellwether score date',
    coverage: 'Bellwether score coverage',
    change: 'Bellwether score change 30 days',
    dateText: (iso) => `${iso.slice(5, 7)}/${iso.slice(8)}/${iso.slice(0, 4)}`,
  },
};

const oneDigit = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10);

/** Accounts with a score only, as a CRM takes them: scores and coverage (0-100) with one digit, as shown in the product. */
export function crmTable(book: Book, what: keyof typeof UPLOADS, asOf: string): ExportTable {
  const upload = UPLOADS[what];
  return {
    name: what,
    columns: [
      { name: upload.id, type: 'text' },
      { name: upload.score, type: 'number' },
      { name: upload.tier, type: 'text' },
      { name: upload.date, type: 'text' },
      { name: upload.coverage, type: 'number' },
      { name: upload.change, type: 'number' },
    ],
    rowCount: book.snapshot.score.filter((score) => !Number.isNaN(score)).length,
    *rows() {
      for (const row of scoreRows(book))
        if (row.score !== null)
          yield [
            row.accountId,
            oneDigit(row.score),
            row.tier,
            upload.dateText(asOf),
            oneDigit(row.coverage * 100),
            oneDigit(row.change30),
          ];
    },
  };
}
