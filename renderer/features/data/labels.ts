import type { FilePreview } from '#shared/contract/importing.ts';
import { COLUMN_HELP } from '#shared/model/column-help.ts';
import { KINDS } from '#shared/model/kinds.ts';

export type FileKind = NonNullable<FilePreview['kindGuess']>;
/** What a batch brought: rows of a kind of file, or the records of an exported workspace. */
export type BatchKind = FilePreview['report']['kind'];
export type RowResult = FilePreview['storedRows'][number]['result'];

type KindText = { readonly name: string; readonly what: string; readonly needs: string };

/** Every kind a file can be read as, in the order they are offered. */
export const KIND_TEXT: Readonly<Record<FileKind, KindText>> = {
  accounts: {
    name: 'Accounts',
    what: 'Customers with segment, owner, ARR, seats and renewal date',
    needs: 'account_id, name',
  },
  contacts: {
    name: 'Contacts',
    what: 'People at accounts, with sponsor, champion and admin marks',
    needs: 'contact_id, account_id',
  },
  usage: {
    name: 'Usage, one metric per row',
    what: 'Logins, active users, sessions, features, key actions, API calls',
    needs: 'account_id, date, metric, value',
  },
  usage_wide: { name: 'Usage, one column per metric', what: 'The same as a wide table', needs: 'account_id, date' },
  events: { name: 'Product events', what: 'Single events, added up to daily usage', needs: 'account_id, timestamp' },
  tickets: {
    name: 'Tickets',
    what: 'Support cases with severity, satisfaction and escalation',
    needs: 'ticket_id, account_id, opened_at',
  },
  surveys: {
    name: 'Surveys',
    what: 'NPS, CSAT and effort scores, unanswered ones included',
    needs: 'account_id, kind',
  },
  touchpoints: {
    name: 'Touchpoints',
    what: 'Calls, meetings, QBRs, training, community',
    needs: 'account_id, date, type',
  },
  invoices: {
    name: 'Invoices',
    what: 'Issued, due and paid dates with amounts',
    needs: 'invoice_id, account_id, issued_at',
  },
  contracts: {
    name: 'Contract changes',
    what: 'New, renewal, upgrade, downgrade, cancel notice',
    needs: 'account_id, effective_date, change',
  },
  subscriptions: {
    name: 'Subscriptions',
    what: 'Start, end and MRR, turned into contract changes',
    needs: 'account_id, start date',
  },
  outcomes: {
    name: 'Outcomes',
    what: 'Churn, renewal, contraction and expansion with dates',
    needs: 'account_id, date, outcome',
  },
  milestones: {
    name: 'Milestones',
    what: 'Onboarding and value goals with due and completed dates',
    needs: 'account_id, name',
  },
  notes: { name: 'Notes', what: 'What the team wrote down, by account and date', needs: 'account_id, date' },
};

export const FILE_KINDS = Object.keys(KIND_TEXT) as readonly FileKind[];

export function kindName(kind: BatchKind): string {
  return kind === 'records' ? 'Records of a workspace' : KIND_TEXT[kind].name;
}

const SHORT: Partial<Readonly<Record<FileKind, string>>> = {
  usage: 'Usage',
  usage_wide: 'Usage, wide',
  events: 'Events',
  contracts: 'Contracts',
};

/** For columns, where there is no room for more. */
export function kindShort(kind: BatchKind): string {
  if (kind === 'records') return 'Records';
  return SHORT[kind] ?? KIND_TEXT[kind].name;
}

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  ' ': 'space',
};

export const DELIMITER_CHOICES = [',', ';', '\t', '|'] as const;
export const ENCODING_CHOICES = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

export function delimiterName(delimiter: string): string {
  return DELIMITERS[delimiter] ?? (delimiter === '' ? 'none' : `“${delimiter}”`);
}

export function encodingName(encoding: string): string {
  return /^(utf|iso|koi)/i.test(encoding)
    ? encoding.toUpperCase()
    : encoding.charAt(0).toUpperCase() + encoding.slice(1);
}

export const DATE_ORDERS = [
  { value: 'dmy', label: 'Day first' },
  { value: 'mdy', label: 'Month first' },
  { value: 'ymd', label: 'Year first' },
] as const;

/** Where a mapping came from, in words. */
export function originText({ type, name }: FilePreview['report']['mappingOrigin']): string {
  switch (type) {
    case 'preset':
      return `Preset: ${name ?? 'known export'}`;
    case 'saved':
      return `Saved mapping: ${name ?? 'without a name'}`;
    case 'given':
      return 'Chosen by you';
    case 'detected':
      return 'Detected from the headers';
  }
}

/** Words for how sure a column's mapping is. */
export function confidenceWord(confidence: number): 'sure' | 'likely' | 'unsure' | 'no match' {
  if (confidence >= 0.9) return 'sure';
  if (confidence >= 0.7) return 'likely';
  return confidence >= 0.5 ? 'unsure' : 'no match';
}

const TYPES: Readonly<Record<string, string>> = {
  id: 'id, kept as text',
  text: 'text',
  number: 'number',
  integer: 'whole number',
  date: 'date',
  timestamp: 'date and time',
  boolean: 'yes or no',
  rating: 'rating',
  priority: 'priority, P1 to P4',
  word: 'one of a list',
  empty: 'empty column',
};

export function typeName(type: string): string {
  return TYPES[type] ?? type;
}

/** A place a source column of a kind can be given. */
export type CanonicalChoice = {
  readonly name: string;
  readonly required: boolean;
  readonly type: string;
  /** Words its values have to be, where they are a list. */
  readonly words: readonly string[] | null;
  /** What it means, in one sentence. */
  readonly help: string | undefined;
};

/** Canonical columns of a kind, then the other keys that may name the account. */
export function canonicalColumns(kind: FileKind): readonly CanonicalChoice[] {
  const help: Readonly<Record<string, string>> = COLUMN_HELP[kind === 'subscriptions' ? 'contracts' : kind];
  const own = (kind === 'subscriptions' ? SUBSCRIPTIONS : KINDS[kind]).map((column) => ({
    name: column.name,
    required: column.required,
    type: column.type,
    words: wordsOf(column),
    help: help[column.name],
  }));
  if (!JOINED.has(kind)) return own;
  const keys = OTHER_KEYS.filter((name) => !own.some((column) => column.name === name));
  return [...own, ...keys.map((name) => ({ name, required: false, type: 'id', words: null, help: OTHER_HELP }))];
}

function wordsOf(column: { readonly type: string; readonly words?: readonly string[] }): readonly string[] | null {
  if (column.type === 'boolean') return ['yes', 'no'];
  if (column.type === 'priority') return ['P1', 'P2', 'P3', 'P4'];
  return column.words ?? null;
}

/** True where rows may name their account by another key, such as its name. */
export function joinsByOtherKeys(kind: FileKind): boolean {
  return JOINED.has(kind);
}

const SUBSCRIPTIONS: readonly { readonly name: string; readonly required: boolean; readonly type: string }[] = [
  { name: 'account_id', required: true, type: 'id' },
  { name: 'subscription_id', required: false, type: 'id' },
  { name: 'start_date', required: true, type: 'date' },
  { name: 'end_date', required: false, type: 'date' },
  { name: 'arr', required: false, type: 'number' },
  { name: 'mrr', required: false, type: 'number' },
  { name: 'seats', required: false, type: 'number' },
  { name: 'plan', required: false, type: 'text' },
  { name: 'currency', required: false, type: 'text' },
  { name: 'upgrade_flag', required: false, type: 'boolean' },
  { name: 'downgrade_flag', required: false, type: 'boolean' },
  { name: 'churn_flag', required: false, type: 'boolean' },
];
/** Rows join by it only when that is asked for (`joinByName`). */
export const ACCOUNT_NAME = 'account_name';
const OTHER_HELP = 'Names the account instead of account_id.';
/** Keys that may name the account instead of account_id, and the kinds that take them (20-data.md, joins). */
const OTHER_KEYS = ['subscription_id', 'contact_id', 'ticket_id', 'email', 'domain', ACCOUNT_NAME] as const;
const JOINED: ReadonlySet<FileKind> = new Set<FileKind>([
  'contacts',
  'events',
  'usage',
  'usage_wide',
  'tickets',
  'surveys',
  'touchpoints',
  'invoices',
  'outcomes',
  'milestones',
  'notes',
]);

/** What becomes of a column that has no canonical place in a file of this kind. */
export function leftoverText(kind: FileKind): string | null {
  if (kind === 'accounts') return 'Keep as custom attribute';
  return kind === 'usage_wide' ? 'Keep as custom metric' : null;
}

/** Messages are written for the command line too; the window leaves out the parts that name its options. */
export function withoutOptions(message: string): string {
  const kept = message.split(/(?<=[.;])\s+/).filter((part) => !/(^|\s)--\w/.test(part));
  const text = kept.join(' ').replace(/;$/, '.');
  return text === '' ? message : text;
}

export const RESULT_TEXT: Readonly<Record<RowResult, string>> = {
  new: 'New',
  changed: 'Changed',
  unchanged: 'Unchanged',
  rejected: 'Rejected',
  waiting: 'Waiting',
  duplicate: 'Duplicate',
};
