import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isoFromDay } from '#shared/model/day.ts';
import { randomFrom } from './random.ts';

export const ACCOUNTS = 10_000;
const METRICS = ['logins', 'active_users', 'session_minutes', 'api_calls'];
/** 2024-01-01. */
const FIRST_DAY = 19_723;
const FLUSH_CHARS = 1 << 20;
const WORDS = 'export report invoice login sync dashboard webhook error billing seat import filter page slow'.split(
  ' ',
);

export type DataFile = {
  readonly path: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly bytes: number;
};

function writeFile(path: string, columns: readonly string[], rows: number, lineOf: (row: number) => string): DataFile {
  const fd = openSync(path, 'w');
  try {
    let text = `${columns.join(',')}\n`;
    for (let row = 0; row < rows; row += 1) {
      text += `${lineOf(row)}\n`;
      if (text.length >= FLUSH_CHARS) {
        writeSync(fd, text);
        text = '';
      }
    }
    writeSync(fd, text);
  } finally {
    closeSync(fd);
  }
  return { path, columns, rows, bytes: statSync(path).size };
}

const accountId = (index: number): string => `A-${String(10_000 + index)}`;

/** The accounts every other file names. */
export function writeAccounts(folder: string): DataFile {
  return writeFile(
    join(folder, 'accounts.csv'),
    ['account_id', 'name', 'segment', 'arr'],
    ACCOUNTS,
    (row) => `${accountId(row)},Customer ${row},${row % 3 === 0 ? 'SMB' : 'Enterprise'},${1000 + (row % 97) * 250}`,
  );
}

/** Daily usage in the order a product writes it: day by day, every account, every metric. Each key once. */
export function writeUsage(folder: string, rows: number): DataFile {
  const random = randomFrom(rows);
  const perDay = ACCOUNTS * METRICS.length;
  return writeFile(join(folder, `usage-${rows}.csv`), ['account_id', 'date', 'metric', 'value'], rows, (row) => {
    const day = isoFromDay(FIRST_DAY + Math.floor(row / perDay));
    const account = accountId(Math.floor((row % perDay) / METRICS.length));
    const metric = METRICS[row % METRICS.length] ?? '';
    return `${account},${day},${metric},${Math.floor(random() * 500)}`;
  });
}

/** Tickets with a quoted subject each: commas and doubled quotation marks inside. */
export function writeTickets(folder: string, rows: number): DataFile {
  const random = randomFrom(rows + 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const columns = [
    'ticket_id',
    'account_id',
    'opened_at',
    'closed_at',
    'severity',
    'type',
    'status',
    'csat',
    'first_response_minutes',
    'subject',
  ];
  return writeFile(join(folder, `tickets-${rows}.csv`), columns, rows, (row) => {
    const opened = FIRST_DAY * 86_400_000 + Math.floor(random() * 700 * 86_400) * 1000;
    const at = (ms: number): string => new Date(ms).toISOString().slice(0, 19).concat('Z');
    const closed = random() < 0.9 ? at(opened + Math.floor(random() * 864_000) * 1000) : '';
    const subject = `"${pick(WORDS)} ""${pick(WORDS)}"" fails, ${pick(WORDS)} too, ${Math.floor(random() * 1e6)}"`;
    return [
      `T-${1_000_000 + row}`,
      accountId(Math.floor(random() * ACCOUNTS)),
      at(opened),
      closed,
      pick(['P1', 'P2', 'P3', 'P4']),
      pick(['bug', 'question', 'feature request']),
      closed === '' ? 'open' : 'closed',
      closed === '' ? '' : String(1 + Math.floor(random() * 5)),
      String(Math.floor(random() * 600)),
      subject,
    ].join(',');
  });
}
