// `npm run -s bellwether -- …`: the command line on the right Node, from any state of the clone.
import { join } from 'node:path';
import { execute, ROOT, run } from './machine.mjs';
import { ensureInstalled } from './prepare.mjs';

await run(async () => {
  const node = await ensureInstalled();
  const { status } = await execute(node, [join(ROOT, 'electron/hosts/cli/main.ts'), ...process.argv.slice(2)], {
    input: 'inherit',
  });
  return status;
});
