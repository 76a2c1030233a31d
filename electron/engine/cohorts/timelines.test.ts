import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_DAY } from '#shared/model/day.ts';
import { indexFacts } from '../signals/facts-index.ts';
import { ACCOUNT_STATUS, arrAsOf } from '../signals/status.ts';
import { AS_OF, facts } from '../testing/arbitrary-facts.ts';
import { RUNS } from '../testing/arbitrary-inputs.ts';
import { buildFacts } from '../testing/build-facts.ts';
import { retentionTriangle } from './retention.ts';
import { arrReader, stepAt, timelinesOf } from './timelines.ts';

describe('timelines of any facts', () => {
  it('end with the status and ARR of the day they are known by', () => {
    fc.assert(
      fc.property(facts, (rows) => {
        const built = buildFacts(rows);
        const lives = timelinesOf(built, indexFacts(built), AS_OF);
        const now = arrAsOf(built, AS_OF);
        const active = Array.from(now.status, (_, account) => {
          const step = stepAt(lives, account, AS_OF);
          return step < 0 ? ACCOUNT_STATUS.notStarted : 2 - (lives.active[step] as number);
        });
        expect(active).toEqual(Array.from(now.status));
        expect(Array.from(arrReader(lives)(AS_OF))).toEqual(Array.from(now.arr));
      }),
      RUNS,
    );
  });

  it('have ascending days from the start on, none after it is known, and one cell for every known start', () => {
    fc.assert(
      fc.property(facts, (rows) => {
        const built = buildFacts(rows);
        const { count } = built.accounts;
        const lives = timelinesOf(built, indexFacts(built), AS_OF);
        let known = 0;
        for (let account = 0; account < count; account++) {
          const days = Array.from(lives.day.subarray(lives.offsets[account], lives.offsets[account + 1]));
          expect(days).toEqual([...new Set(days)].sort((a, b) => a - b));
          expect(days.every((day) => day <= AS_OF)).toBe(true);
          const start = lives.start[account] as number;
          if (start === NO_DAY) continue;
          known++;
          expect(days[0]).toBeLessThanOrEqual(start);
        }
        const triangle = retentionTriangle(lives, AS_OF, new Int32Array(count), 1, 3);
        expect(triangle.n[0]).toBe(known);
        expect(triangle.withoutStart[0]).toBe(count - known);
        expect(Array.from(triangle.retained).every((kept, cell) => kept <= (triangle.n[cell] as number))).toBe(true);
      }),
      RUNS,
    );
  });
});
