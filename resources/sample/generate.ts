/** Makes the sample portfolio: `node generate.ts [OUTDIR]`. The same seed gives the same bytes. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildAccounts } from './accounts.ts';
import { milestonesTable } from './milestones.ts';
import { accountsTable, contractsTable, invoicesTable, outcomesTable } from './money.ts';
import { buildContacts, contactsTable, touchpointsTable } from './people.ts';
import { iso } from './rng.ts';
import { liveLife } from './story.ts';
import { eventsTable, usageTables } from './usage.ts';
import { surveysTable, ticketsTable } from './voice.ts';
import { type Table, writeTable } from './write.ts';

export const buildTables = (): readonly Table[] => {
  const lives = buildAccounts().map(liveLife);
  const contacts = buildContacts(lives);
  const events = eventsTable(lives, contacts);
  const seen = new Map(
    events.rows.filter((r) => r[3] === 'login').map((r): [string, string] => [String(r[1]), String(r[2])]),
  );
  return [
    accountsTable(lives),
    contactsTable(contacts, seen),
    ...usageTables(lives, iso),
    events,
    ticketsTable(lives, contacts),
    surveysTable(lives, contacts),
    touchpointsTable(lives, contacts),
    invoicesTable(lives),
    contractsTable(lives),
    outcomesTable(lives),
    milestonesTable(lives),
  ];
};

export const generate = (folder: string): readonly { file: string; rows: number; bytes: number }[] => {
  mkdirSync(folder, { recursive: true });
  return buildTables().map((table) => ({
    file: table.file,
    rows: table.rows.length,
    bytes: writeTable(folder, table),
  }));
};

if (import.meta.main) {
  const folder = process.argv[2] ?? join(import.meta.dirname, 'data');
  for (const { file, rows, bytes } of generate(folder)) {
    process.stdout.write(`${file.padEnd(22)} ${String(rows).padStart(7)} rows ${String(bytes).padStart(9)} bytes\n`);
  }
}
