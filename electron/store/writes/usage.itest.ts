import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { WriteDb } from '../open.ts';
import { memoryWorkspace } from '../testing.ts';
import type { Fate } from './rows.ts';
import { mergeUsage } from './usage.ts';
import { UsageBuffer } from './usage-buffer.ts';

function memory(): WriteDb {
  const db = memoryWorkspace();
  db.exec(
    `INSERT INTO batch (id,file,kind,imported_at,sha256,bytes,rows_read,accepted,rejected,duplicates,created,updated,unchanged,waiting,mapping,warnings,sums) VALUES (1,'f','usage',0,'',0,0,0,0,0,0,0,0,0,'{}','[]','{}'), (2,'f','usage',0,'',0,0,0,0,0,0,0,0,0,'{}','[]','{}')`,
  );
  return db;
}

const facts = fc.array(fc.record({ key: fc.integer({ min: 1, max: 400 }), value: fc.integer({ min: 0, max: 9 }) }), {
  maxLength: 700,
});

it('merging equals a map that takes the last value of each key, and says what was new, changed and unchanged', () => {
  fc.assert(
    fc.property(facts, facts, (first, second) => {
      const db = memory();
      const model = new Map<number, number>();
      [first, second].forEach((rows, round) => {
        const buffer = new UsageBuffer();
        rows.forEach((fact, row) => {
          buffer.push(fact.key, fact.value, row);
        });
        const wanted = new Map(rows.map((fact) => [fact.key, fact.value]));
        const expected = { created: 0, updated: 0, unchanged: 0 };
        for (const [key, value] of wanted) {
          const before = model.get(key);
          expected[before === undefined ? 'created' : before === value ? 'unchanged' : 'updated'] += 1;
          model.set(key, value);
        }
        const seen = { created: 0, updated: 0, unchanged: 0 };
        let superseded = 0;
        const sorted = buffer.sorted(() => {
          superseded += 1;
        });
        expect(superseded).toBe(rows.length - wanted.size);
        const batch = { id: round + 1, step: round + 1, knownAt: 0 };
        const count = (_row: number, fate: Fate): void => {
          seen[fate] += 1;
        };
        mergeUsage(db, 'usage', sorted, batch, count, () => undefined);
        expect(seen).toEqual(expected);
      });
      const stored = db.prepare<[], { key: number; value: number }>('SELECT key, value FROM usage').all();
      expect(new Map(stored.map((row) => [row.key, row.value]))).toEqual(model);
      const journal = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM usage_change').get()?.n;
      expect(journal).toBeLessThanOrEqual(second.length);
      db.close();
    }),
    { numRuns: 60 },
  );
});
