import { beforeEach, describe, expect, it } from 'vitest';
import type { WriteDb } from '../open.ts';
import {
  countUnreadableOverrides,
  isActiveOn,
  readActiveOverrides,
  readFates,
  readOverride,
  readOverrides,
} from '../reads/overrides.ts';
import { memoryWorkspace } from '../testing.ts';
import { endOverride, insertOverride, type NewOverride, reopenOverride } from './overrides.ts';

let db: WriteDb;
const entry: NewOverride = {
  account: 1,
  target: { kind: 'composite', score: 40 },
  reason: 'other',
  text: 'Long enough to be a reason',
  author: 'Ana',
  fromDay: 100,
  expiresOn: 130,
  createdAt: 5,
  modelVersion: '003-signal@1',
  computedMicro: 87_000_000,
};

beforeEach(() => {
  db = memoryWorkspace();
  db.exec(`INSERT INTO batch (id, file, kind, imported_at, sha256, bytes, rows_read, accepted, rejected, duplicates, created, updated, unchanged, waiting, mapping, warnings, sums)
      VALUES (1, 'a.csv', 'accounts', 0, '', 0, 2, 2, 0, 0, 2, 0, 0, 0, '{}', '[]', '{}');
    INSERT INTO account (id, natural_key, name, present, batch_id) VALUES (1, 'A1', 'Acme', 1, 1), (2, 'A2', 'A2', 0, 1);`);
});

describe('the ledger of overrides', () => {
  it('counts an override from its first day to its last, until the day it was ended on', () => {
    const days = (ended: number | null): number[] =>
      [99, 100, 115, 116, 130, 131].filter((day) => isActiveOn({ fromDay: 100, expiresOn: 130, endedOn: ended }, day));
    expect(days(null)).toEqual([100, 115, 116, 130]);
    expect(days(116)).toEqual([100, 115]);
    expect(days(100)).toEqual([]);
  });

  it('keeps what was ended, and takes that back', () => {
    const id = insertOverride(db, entry);
    const next = insertOverride(db, { ...entry, target: { kind: 'tier', tier: 'Red' } });
    endOverride(db, id, { at: 9, on: 110, by: 'Ben', replacedBy: next });
    expect(readActiveOverrides(db, 109).map((one) => one.id)).toEqual([id, next]);
    expect(readActiveOverrides(db, 110).map((one) => one.id)).toEqual([next]);
    expect(readOverrides(db, 1, 10).map((one) => [one.id, one.endedBy, one.replacedBy])).toEqual([
      [next, null, null],
      [id, 'Ben', next],
    ]);
    reopenOverride(db, id);
    expect(readOverride(db, id)).toMatchObject({ endedAt: null, endedOn: null, endedBy: null, replacedBy: null });
  });

  it('shows nothing of hidden accounts, and nothing nobody can read', () => {
    const hidden = insertOverride(db, { ...entry, account: 2 });
    const good = insertOverride(db, entry);
    const odd = insertOverride(db, entry);
    db.prepare('UPDATE override SET target = ? WHERE id = ?').run('{"kind":"mood"}', odd);
    db.prepare('UPDATE override SET target = ? WHERE id = ?').run('{', insertOverride(db, entry));
    expect(readOverrides(db, null, -1).map((one) => one.id)).toEqual([good]);
    expect([readOverride(db, hidden), readOverride(db, odd)]).toEqual([null, null]);
    expect(countUnreadableOverrides(db)).toBe(2);
  });

  it('reads what became of an account from outcomes and contracts', () => {
    db.exec(`INSERT INTO outcome (natural_key, account, date, outcome, batch_id) VALUES ('a', 1, 120, 'renewal', 1), ('b', 1, 150, 'expansion', 1);
      INSERT INTO contract (natural_key, account, effective_date, change, batch_id) VALUES ('c', 1, 140, 'churn', 1);`);
    expect(readFates(db, 1, 139)).toEqual([{ day: 120, fate: 'renewed' }]);
    expect(readFates(db, 1, 200)).toEqual([
      { day: 120, fate: 'renewed' },
      { day: 140, fate: 'churned' },
    ]);
  });
});
