import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { openReader } from '#electron/store/open.ts';
import { isoFromDay } from '#shared/model/day.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bellwether-zones-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Numbers without a clock: the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const FIRST = 20_000;
const DAYS = 260;
const ACCOUNTS = 9;

type Table = { readonly header: string; readonly rows: string[] };

/**
 * A portfolio with every kind of fact; times lie near midnight, days cross the changes of clocks of both hemispheres. No two
 * rows are about the same fact: of those the last one would stand.
 */
function portfolio(): Record<string, Table> {
  const random = seeded(7);
  const pick = (below: number): number => Math.floor(random() * below);
  const tables: Record<string, Table> = {
    accounts: { header: 'account_id,name,segment,arr,seats,start_date,renewal_date', rows: [] },
    usage: { header: 'account_id,date,metric,value', rows: [] },
    tickets: { header: 'ticket_id,account_id,opened_at,closed_at,severity,csat,escalated,sentiment', rows: [] },
    surveys: { header: 'account_id,kind,sent_at,responded_at,rating,response_id', rows: [] },
    touchpoints: { header: 'account_id,date,type,attended', rows: [] },
    invoices: { header: 'invoice_id,account_id,issued_at,due_at,paid_at,amount,status', rows: [] },
    contracts: { header: 'account_id,effective_date,change,arr,seats', rows: [] },
  };
  const add = (kind: string, ...cells: (string | number)[]): void => {
    tables[kind]?.rows.push(cells.join(','));
  };
  const at = (day: number): string => `${isoFromDay(day)}T${pick(2) === 0 ? '23:59:59' : '00:00:01'}Z`;
  for (let account = 0; account < ACCOUNTS; account++) {
    const id = `A${account}`;
    const segment = ['Enterprise', 'SMB', 'Mid-Market'][account % 3] ?? '';
    const start = FIRST - pick(400);
    add(
      'accounts',
      id,
      `Account ${account}`,
      segment,
      1000 * (1 + pick(90)),
      5 + pick(40),
      isoFromDay(start),
      isoFromDay(FIRST + DAYS + pick(200)),
    );
    const level = 1 + pick(20);
    for (let day = FIRST; day < FIRST + DAYS; day++) {
      for (const metric of [
        'logins',
        'active_users',
        'session_minutes',
        'features_used',
        'key_actions_started',
        'key_actions_completed',
      ])
        add('usage', id, isoFromDay(day), metric, pick(level + 3));
    }
    let times: readonly [opened: string, closed: string] = ['', ''];
    for (let k = 0; k < 12; k++) {
      // Three tickets each are opened and closed at the same moments: only their ids put them in order.
      if (k % 3 === 0) {
        const opened = FIRST + pick(DAYS - 20);
        times = [at(opened), at(opened + pick(18))];
      }
      add('tickets', `${id}-T${k}`, id, ...times, 1 + pick(4), 1 + pick(5), pick(2), (random() * 2 - 1).toFixed(2));
      const sent = FIRST + pick(DAYS - 10);
      add(
        'surveys',
        id,
        'nps',
        at(sent),
        k % 3 === 0 ? '' : at(sent + pick(9)),
        k % 3 === 0 ? '' : pick(11),
        `${id}-S${k}`,
      );
      add(
        'touchpoints',
        id,
        isoFromDay(FIRST + k * 20 + pick(20)),
        ['qbr', 'call', 'training', 'community'][k % 4] ?? '',
        pick(2),
      );
    }
    for (let month = 0; month < 8; month++) {
      const issued = FIRST + month * 30;
      add(
        'invoices',
        `${id}-I${month}`,
        id,
        isoFromDay(issued),
        isoFromDay(issued + 30),
        month === 7 || pick(4) === 0 ? '' : isoFromDay(issued + pick(45)),
        100,
        'open',
      );
    }
    add('contracts', id, isoFromDay(start), 'new', 1000, 10);
    if (account % 5 === 0) add('contracts', id, isoFromDay(FIRST + 200), 'downgrade', 500, 5);
  }
  return tables;
}

function shuffled(rows: readonly string[], seed: number): string[] {
  const random = seeded(seed);
  return rows
    .map((row) => [random(), row] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, row]) => row);
}

/** Imports and scores in processes of their own under a zone and a language, rows in an order of their own. */
function scoreHash(name: string, zone: string, language: string, order: number): string {
  const workspace = join(folder, `${name}.bellwether`);
  const run = (...args: string[]): void => {
    const result = spawnSync(process.execPath, [MAIN, ...args], {
      encoding: 'utf8',
      env: { ...process.env, TZ: zone, LANG: language, LC_ALL: language, BELLWETHER_DATA_DIR: join(folder, name) },
    });
    if (result.status !== 0) throw new Error(`${args.join(' ')} in ${zone}: ${result.stderr}`);
  };
  run('init', workspace, '--name', name);
  const files = Object.entries(portfolio()).map(([kind, { header, rows }]) => {
    const file = join(folder, `${name}-${kind}.csv`);
    // Surrogate ids follow the order of the accounts file: only that one keeps its order, so that columns compare bytewise.
    const body = order === 0 || kind === 'accounts' ? rows : shuffled(rows, order);
    writeFileSync(file, `${header}\n${body.join('\n')}\n`);
    return file;
  });
  run('import', workspace, ...files);
  run('score', workspace);
  return hashOf(workspace);
}

/** Hash of everything stored about scores but what they were computed from: that knows the numbers rows have in this file. */
function hashOf(workspace: string): string {
  const db = openReader(workspace);
  try {
    const hash = createHash('sha256');
    let snapshots = 0;
    for (const row of db
      .prepare<[], { model_version: string; as_of: number; name: string; data: Buffer }>(
        `SELECT s.model_version, s.as_of, c.name, c.data FROM snapshot AS s JOIN snapshot_column AS c ON c.snapshot = s.id AND c.name <> 'inputs'
         ORDER BY s.model_version, s.as_of, c.name`,
      )
      .iterate()) {
      hash.update(`${row.model_version} ${row.as_of} ${row.name}\n`).update(row.data);
      snapshots += 1;
    }
    expect(snapshots).toBeGreaterThan(100);
    return hash.digest('hex');
  } finally {
    db.close();
  }
}

it('scores are the same bytes in every time zone and language, and for any order of rows', () => {
  const reference = scoreHash('utc', 'UTC', 'en_US.UTF-8', 0);
  const others = [
    scoreHash('york', 'America/New_York', 'en_US.UTF-8', 1),
    scoreHash('kolkata', 'Asia/Kolkata', 'de_DE.UTF-8', 2),
    scoreHash('apia', 'Pacific/Apia', 'tr_TR.UTF-8', 3),
    scoreHash('lord-howe', 'Australia/Lord_Howe', 'ar_EG.UTF-8', 4),
  ];
  expect(others).toEqual(others.map(() => reference));
}, 300_000);
