import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { computeSignals, scoreSnapshot, signalColumn, thresholdsFor, tierOf } from '#electron/engine/index.ts';
import { closeWriter, createWorkspaceFile } from '#electron/store/open.ts';
import { readFacts } from '#electron/store/reads/facts.ts';
import { packUsageKey } from '#electron/store/tables.ts';
import { MS_PER_DAY } from '#shared/model/day.ts';
import type { KnownSignalId } from '#shared/model/signals.ts';
import { coreOptions } from '../hosts/cli/environment.ts';
import { DEFAULT_MODEL, loadPresets } from './models.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-sql-'));
const db = createWorkspaceFile(join(folder, 'reference.bellwether'));
afterAll(() => {
  closeWriter(db);
  rmSync(folder, { recursive: true, force: true });
});

const AS_OF = 20_400;
const METRICS = ['active_users', 'key_actions_started', 'key_actions_completed', 'logins'];

/** Days ago, 0 the as-of date itself; some lie after it. */
const ago = fc.integer({ min: -20, max: 420 });
const account = fc.integer({ min: 1, max: 3 });
const workspace = fc.record({
  seats: fc.integer({ min: 1, max: 40 }),
  usage: fc.array(
    fc.record({
      account,
      ago,
      metric: fc.integer({ min: 1, max: METRICS.length }),
      value: fc.integer({ min: 0, max: 30 }),
    }),
    { maxLength: 30 },
  ),
  tickets: fc.array(
    fc.record({
      account,
      ago,
      /** Days open, null while it is. */
      open: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
      severity: fc.integer({ min: 1, max: 4 }),
      csat: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
      escalated: fc.boolean(),
      sentiment: fc.option(fc.integer({ min: -4, max: 4 }), { nil: null }),
    }),
    { maxLength: 14 },
  ),
  surveys: fc.array(
    fc.record({ account, ago, wait: fc.integer({ min: 0, max: 20 }), rating: fc.integer({ min: 0, max: 10 }) }),
    { maxLength: 10 },
  ),
  touchpoints: fc.array(
    fc.record({
      account,
      ago,
      type: fc.constantFrom('call', 'meeting', 'email', 'community', 'qbr'),
      attended: fc.constantFrom(0, 1, null),
    }),
    { maxLength: 10 },
  ),
});
type Workspace = typeof workspace extends fc.Arbitrary<infer T> ? T : never;

const insertAccount = db.prepare(
  'INSERT INTO account (id, natural_key, name, seats, start_date, batch_id) VALUES (?, ?, ?, ?, ?, 1)',
);
const insertUsage = db.prepare('INSERT OR REPLACE INTO usage (key, value, batch_id) VALUES (?, ?, 1)');
const insertTicket = db.prepare(
  `INSERT INTO ticket (natural_key, account, opened_at, closed_at, severity, csat, escalated, sentiment, batch_id)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)`,
);
const insertSurvey = db.prepare(
  "INSERT INTO survey (natural_key, account, kind, sent_at, responded_at, rating, batch_id) VALUES (?, ?, 'nps', ?, ?, ?, 1)",
);
const insertTouchpoint = db.prepare(
  'INSERT INTO touchpoint (natural_key, account, date, type, attended, batch_id) VALUES (?, ?, ?, ?, ?, 1)',
);

/** Fills the tables; a fourth account has a fact of each source on the as-of date, so that no source is out of date. */
function store(rows: Workspace): void {
  db.exec(
    `INSERT INTO batch (id, file, kind, imported_at, sha256, bytes, rows_read, accepted, rejected, duplicates, created, updated, unchanged, waiting, mapping, warnings, sums)
     VALUES (1, 'random', 'accounts', 0, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', '[]', '{}')`,
  );
  for (const [at, name] of METRICS.entries())
    db.prepare('INSERT INTO metric (id, name) VALUES (?, ?)').run(at + 1, name);
  for (const id of [1, 2, 3, 4]) insertAccount.run(id, `A${id}`, `A${id}`, rows.seats, AS_OF - 1000);
  const ms = (day: number): number => day * MS_PER_DAY;
  for (const row of rows.usage) insertUsage.run(packUsageKey(row.account, AS_OF - row.ago, row.metric), row.value);
  for (const [at] of METRICS.entries()) insertUsage.run(packUsageKey(4, AS_OF, at + 1), 1);
  rows.tickets.forEach((row, k) => {
    const opened = AS_OF - row.ago;
    const closed = row.open === null ? null : ms(opened + row.open);
    insertTicket.run(
      `T${k}`,
      row.account,
      ms(opened),
      closed,
      row.severity,
      row.csat,
      Number(row.escalated),
      row.sentiment === null ? null : row.sentiment / 4,
    );
  });
  insertTicket.run('anchor', 4, ms(AS_OF - 1), ms(AS_OF), 3, 4, 0, 0);
  for (const [k, row] of rows.surveys.entries())
    insertSurvey.run(`S${k}`, row.account, ms(AS_OF - row.ago), ms(AS_OF - row.ago + row.wait), row.rating);
  for (const [k, row] of rows.touchpoints.entries())
    insertTouchpoint.run(`P${k}`, row.account, AS_OF - row.ago, row.type, row.attended);
  insertTouchpoint.run('anchor', 4, AS_OF, 'call', 1);
}

const DAY = `CAST(floor(%s / ${MS_PER_DAY}.0) AS INTEGER)`;
const day = (column: string): string => DAY.replace('%s', column);
/** A day without rows counts as zero once the account has had some. */
const usageSum = (metric: string, aggregate: string): string =>
  `SELECT coalesce(${aggregate}(value), 0) FROM usage WHERE key / 67108864 = @id AND (key / 1024) % 65536 BETWEEN @asOf - 29 AND @asOf
   AND key % 1024 = (SELECT id FROM metric WHERE name = '${metric}')`;

/** Each signal said once more, in SQL over the stored rows (30-method.md 2.2, 2.5, 7). */
const REFERENCE: Partial<Record<KnownSignalId, string>> = {
  tickets_30d: `SELECT count(*) FROM ticket WHERE account = @id AND ${day('opened_at')} BETWEEN @asOf - 29 AND @asOf`,
  escalations_90d: `SELECT count(*) FROM ticket WHERE account = @id AND escalated = 1 AND ${day('opened_at')} BETWEEN @asOf - 89 AND @asOf`,
  p1_open: `SELECT count(*) FROM ticket WHERE account = @id AND severity = 1 AND ${day('opened_at')} <= @asOf
    AND (closed_at IS NULL OR ${day('closed_at')} > @asOf)`,
  csat_last5: `SELECT avg(csat) FROM (SELECT csat FROM ticket WHERE account = @id AND csat IS NOT NULL AND ${day('opened_at')} <= @asOf
    AND ${day('closed_at')} <= @asOf ORDER BY ${day('closed_at')} DESC, opened_at DESC, natural_key DESC LIMIT 5)`,
  ticket_sentiment_90d: `SELECT avg(sentiment) FROM ticket WHERE account = @id AND ${day('opened_at')} BETWEEN @asOf - 89 AND @asOf`,
  nps_rating: `SELECT sum(rating * pow(0.5, (@asOf - d) / 90.0)) / sum(pow(0.5, (@asOf - d) / 90.0))
    FROM (SELECT rating, ${day('responded_at')} AS d, ${day('sent_at')} AS s FROM survey WHERE account = @id)
    WHERE s <= @asOf AND d BETWEEN @asOf - 365 AND @asOf`,
  nps_points: `SELECT sum(p * pow(0.5, (@asOf - d) / 90.0)) / sum(pow(0.5, (@asOf - d) / 90.0))
    FROM (SELECT CASE WHEN rating >= 9 THEN 100 WHEN rating >= 7 THEN 70 ELSE 30 END AS p, ${day('responded_at')} AS d, ${day('sent_at')} AS s
      FROM survey WHERE account = @id) WHERE s <= @asOf AND d BETWEEN @asOf - 365 AND @asOf`,
  key_action_completion_30d: `SELECT (${usageSum('key_actions_completed', 'sum')}) * 1.0 / nullif((${usageSum('key_actions_started', 'sum')}), 0)`,
  seat_utilization: `SELECT (${usageSum('active_users', 'max')}) * 1.0 / (SELECT seats FROM account WHERE id = @id)`,
  csm_meetings_90d: `SELECT count(*) FROM touchpoint WHERE account = @id AND type IN ('call', 'meeting', 'qbr', 'executive', 'onboarding')
    AND coalesce(attended, 1) = 1 AND date BETWEEN @asOf - 89 AND @asOf`,
  days_since_touch: `SELECT @asOf - max(date) FROM touchpoint WHERE account = @id AND type <> 'community' AND coalesce(attended, 1) = 1 AND date <= @asOf`,
};
const queries = Object.entries(REFERENCE).map(([id, sql]) => ({
  id,
  statement: db.prepare<{ id: number; asOf: number }, number | null>(sql).pluck(true),
}));

it('signals, scores and tiers are what SQL over the stored rows says, in 1,000 random workspaces', () => {
  const models = loadPresets(coreOptions('cli').resourcesDir);
  const model = models.find(({ id }) => id === DEFAULT_MODEL);
  if (!model) throw new Error('no default model');
  const compared = new Map<string, number>();
  fc.assert(
    fc.property(workspace, (rows) => {
      db.exec('BEGIN');
      try {
        store(rows);
        const facts = readFacts(db);
        const table = computeSignals(facts, AS_OF, model);
        for (const { id, statement } of queries) {
          const column = table.values[signalColumn(id)];
          for (const owner of [1, 2, 3, 4]) {
            const value = column?.[owner - 1] ?? Number.NaN;
            const wanted = statement.get({ id: owner, asOf: AS_OF }) ?? null;
            if (Number.isNaN(value)) continue;
            expect(wanted, `${id} of account ${owner}`).not.toBeNull();
            expect(value, `${id} of account ${owner}`).toBeCloseTo(wanted ?? Number.NaN, 8);
            compared.set(id, (compared.get(id) ?? 0) + 1);
          }
        }
        // Summaries over the scores: the same from the columns and from SQL over them.
        const snapshot = scoreSnapshot(facts, model, AS_OF);
        const thresholds = thresholdsFor(model, '');
        db.exec('CREATE TEMP TABLE scores (score REAL)');
        for (const score of snapshot.score)
          if (!Number.isNaN(score)) db.prepare('INSERT INTO scores VALUES (?)').run(score);
        const tiers = db
          .prepare<{ green: number; yellow: number }, number[]>(
            'SELECT count(*) FILTER (WHERE score >= @green), count(*) FILTER (WHERE score >= @yellow AND score < @green), count(*) FILTER (WHERE score < @yellow) FROM scores',
          )
          .raw(true)
          .get({ green: thresholds[0] as number, yellow: thresholds[1] as number });
        const counted = [0, 0, 0];
        for (const score of snapshot.score) {
          if (Number.isNaN(score)) continue;
          const tier = tierOf(thresholds, score);
          counted[tier] = (counted[tier] ?? 0) + 1;
        }
        expect(counted).toEqual(tiers);
      } finally {
        db.exec('ROLLBACK');
      }
    }),
    { numRuns: 1000 },
  );
  // Every signal was there to compare, often.
  for (const { id } of queries) expect(compared.get(id) ?? 0, id).toBeGreaterThan(200);
}, 300_000);
