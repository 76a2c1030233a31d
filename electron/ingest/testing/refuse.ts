/** Child process of limits.itest.ts: plans a small file to warm up, then the one under test; says what that cost. */
import { AppError } from '#shared/contract/errors.ts';
import { listTables, planFile } from '../index.ts';

const [warm = '', path = ''] = process.argv.slice(2);
planFile(warm);
const before = process.resourceUsage().maxRSS;
const begun = performance.now();
let code = 'ok';
try {
  for (const table of listTables(path, 'file')) planFile(table.path, { part: table.part });
} catch (error) {
  code = error instanceof AppError ? error.code : String(error);
}
const ms = performance.now() - begun;
process.stdout.write(JSON.stringify({ code, ms, megabytes: (process.resourceUsage().maxRSS - before) / 1024 }));
