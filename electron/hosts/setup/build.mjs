// `npm run build`
import { run, say } from './machine.mjs';
import { build, ensureInstalled } from './prepare.mjs';

await run(async () => {
  await build(await ensureInstalled());
  say('Built into out/.');
  return 0;
});
