// `npm run build`; `--if-needed` builds only when a source has changed
import { run, say } from './machine.mjs';
import { build, ensureBuilt, ensureInstalled } from './prepare.mjs';

await run(async () => {
  const node = await ensureInstalled();
  if (process.argv.includes('--if-needed')) {
    await ensureBuilt(node);
    return 0;
  }
  await build(node);
  say('Built into out/.');
  return 0;
});
