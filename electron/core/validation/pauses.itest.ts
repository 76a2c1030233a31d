import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openReader } from '#electron/store/open.ts';
import { readPauses } from '#electron/store/reads/facts/pauses.ts';
import { dayFromIso } from '#shared/model/day.ts';
import { startTestCore } from '../testing.ts';

const day = (iso: string): number => dayFromIso(iso) ?? 0;

it('a status of an account is a pause from the day its source changed it until it changes again; without a day it is counted', async () => {
  const core = await startTestCore(Date.UTC(2026, 6, 1, 12));
  try {
    await core.call('workspace.create', { name: 'Pauses', currency: 'EUR' });
    for (const [name, text] of [
      [
        'january.csv',
        'account_id,name,status,source_updated_at\nA1,Acme,Active,\nA2,Bolt,On hold,\nA3,Crest,Merged into A1,2026-02-10\nA4,Delta,paused,2026-01-05\nA5,Echo,Unpaused,2026-01-05\n',
      ],
      [
        'march.csv',
        'account_id,name,status,source_updated_at\nA1,Acme,Suspended,2026-03-01\nA4,Delta,Active,2026-02-01\n',
      ],
      ['june.csv', 'account_id,name,status\nA5,Echo,On-Hold\n'],
    ] as const)
      await core.done('import.run', { sources: [await core.source(name, text)], score: false });
    const file = readdirSync(core.dataDir, { recursive: true, encoding: 'utf8' }).find((name) =>
      name.endsWith('.bellwether'),
    );
    const db = openReader(join(core.dataDir, file ?? ''));
    const { spells, undated } = readPauses(db, day('2026-06-28'));
    db.close();
    const never = expect.any(Number);
    expect(spells).toEqual([
      { account: 0, from: day('2026-03-01'), until: never },
      { account: 2, from: day('2026-02-10'), until: never },
      { account: 3, from: day('2026-01-05'), until: day('2026-02-01') },
      // brought by an import without a time: nothing is known later than the newest day of the data
      { account: 4, from: day('2026-06-28'), until: never },
    ]);
    expect(undated).toBe(1);
  } finally {
    await core.close();
  }
});
