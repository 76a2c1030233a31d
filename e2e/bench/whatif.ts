import { loadavg } from 'node:os';
import { join } from 'node:path';
import { type ServedApp, serve } from '../support/serve.ts';
import { machineText, requireBuild } from './machine.ts';
import { child } from './peers.ts';
import { readOptions } from './rounds.ts';
import { serveSample, withDataFolder } from './sample.ts';
import { benchSteps, benchWhatIfHistory } from './whatif-engines.ts';
import { measureDrag } from './whatif-page.ts';

const SCORE_CHILD = join(import.meta.dirname, 'score-child.ts');
/** Weeks of the large portfolio: a step of the slider reads one of them. */
const WEEKS = 4;

async function dragIn(name: string, start: (dataDir: string) => Promise<ServedApp>): Promise<void> {
  await withDataFolder(async (dataDir) => {
    const app = await start(dataDir);
    try {
      await measureDrag(app, name);
    } finally {
      await app.stop();
    }
  });
}

function serveLarge(dataDir: string, accounts: number): Promise<ServedApp> {
  const workspace = join(dataDir, 'whatif.bellwether');
  const size = [String(accounts), String(WEEKS)];
  child(SCORE_CHILD, 'make', workspace, ...size);
  child(SCORE_CHILD, 'history', workspace, ...size);
  return serve(dataDir, [workspace]);
}

/** `npm run bench -- whatif`. */
export async function benchWhatIf(args: readonly string[]): Promise<void> {
  requireBuild();
  const options = readOptions(args);
  const accounts = options.quick ? 10_000 : 100_000;
  await dragIn('the sample, 412 accounts', serveSample);
  await dragIn(`${accounts.toLocaleString('en')} accounts × ${WEEKS} weeks`, (dataDir) =>
    serveLarge(dataDir, accounts),
  );
  await withDataFolder(async (folder) => benchSteps(folder, options));
  await withDataFolder(async (folder) => benchWhatIfHistory(folder, options));
  console.log(`  ${machineText()}, load ${loadavg()[0]?.toFixed(1)}`);
}
