import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { QualityReport } from '#shared/contract/quality.ts';
import { counts, messageOf, quality, ROOT } from './testing/quality.ts';

const SHARED = join(ROOT, '..', 'shared', 'data');
const real = existsSync(join(SHARED, 'ravenstack'));
if (!real) console.log('skipped: ../shared/data is not here, quality of real exports was not checked');

describe.skipIf(!real)('the known defects of real exports', { timeout: 120_000 }, () => {
  async function of(set: string): Promise<QualityReport> {
    const directory = join(SHARED, set);
    const names = readdirSync(directory).filter((name) => name.endsWith('.csv'));
    return quality(Object.fromEntries(names.map((name) => [name, readFileSync(join(directory, name), 'utf8')])));
  }

  it('ravenstack: tickets before signup, labels that disagree, repeated usage ids', async () => {
    const report = await of('ravenstack');
    expect(messageOf(report, 'tickets', 'before_start')).toBe(
      "1,077 of 2,000 tickets were opened before their account's start date.",
    );
    expect(messageOf(report, 'accounts', 'marked_churned_without_churn')).toBe(
      '35 of 110 accounts marked as churned have no churn on record.',
    );
    expect(messageOf(report, 'accounts', 'churned_not_marked')).toBe(
      '277 of 352 accounts with a churn on record are not marked as churned.',
    );
    expect(counts(report)['events duplicates']).toBe(21);
    const tickets = report.sources.find((source) => source.kind === 'tickets');
    expect(tickets?.completeness.find((column) => column.column === 'csat')?.filled).toBeCloseTo(
      (1175 / 2000) * 100,
      9,
    );
  });

  it('novasuite: blank head counts, contracts that ended without a churn mark', async () => {
    const report = await of('novasuite');
    const accounts = report.sources.find((source) => source.kind === 'accounts');
    expect(accounts?.completeness.find((column) => column.column === 'employee_count')?.filled).toBe(
      (2760 / 3000) * 100,
    );
    expect(messageOf(report, 'accounts', 'marked_churned_without_churn')).toMatch(
      / of 1,533 accounts marked as churned /,
    );
  });

  it('valueadd: subscriptions that end before they start, usage before signup', async () => {
    const report = await of('valueadd_churn_sim');
    expect(counts(report)['contracts churn_before_start']).toBe(887);
    expect(messageOf(report, 'events', 'before_start')).toMatch(/ of 10,000 product events were recorded before/);
  });

  it('edu: churns that no start separates', async () => {
    const report = await of('edu_saas_renewals');
    expect(messageOf(report, 'outcomes', 'churn_repeated')).toMatch(/^8 of 19 churns follow another churn/);
  });
});
