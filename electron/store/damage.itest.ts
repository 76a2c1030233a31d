import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { changes, damaged } from '#electron/testing/damage.ts';
import { AppError } from '#shared/contract/errors.ts';
import { closeWriter, createWorkspaceFile, openReader, openWriter } from './open.ts';
import { runDoctor } from './reads/doctor.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-damage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A workspace with a few rows in it, as bytes. */
function sound(): Buffer {
  const path = join(folder, 'sound.bellwether');
  const db = createWorkspaceFile(path);
  db.exec(`INSERT INTO batch (id,file,kind,imported_at,sha256,bytes,rows_read,accepted,rejected,duplicates,created,updated,unchanged,waiting,mapping,warnings,sums)
    VALUES (1,'a.csv','accounts',0,'',0,200,200,0,0,200,0,0,0,'{}','[]','{}')`);
  const insert = db.prepare('INSERT INTO account (natural_key, name, batch_id) VALUES (?, ?, 1)');
  for (let n = 0; n < 200; n += 1) insert.run(`A${n}`, `Account ${n}`);
  closeWriter(db);
  return readFileSync(path);
}

it('10: a workspace with changed bytes never hangs or crashes, and only ends in errors with a code', () => {
  const bytes = sound();
  const path = join(folder, 'damaged.bellwether');
  fc.assert(
    fc.property(changes, fc.boolean(), (made, writes) => {
      for (const left of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${left}`, { force: true });
      writeFileSync(path, damaged(bytes, made));
      const begun = performance.now();
      try {
        const db = writes ? openWriter(path) : openReader(path, { validate: true });
        try {
          runDoctor(db, path);
        } finally {
          db.close();
        }
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
      expect(performance.now() - begun).toBeLessThan(5000);
    }),
    { numRuns: 1000 },
  );
}, 90_000);
