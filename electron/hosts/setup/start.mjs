// `npm start`: everything from a fresh clone to the open application.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { execute, Problem, ROOT, run, say } from './machine.mjs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';
import { findElectron } from './shell.mjs';

const HELP = `npm start [-- [workspace] [address] [options]]

Opens Bellwether. Installs and builds first when something has changed.

  workspace     file of a workspace to open, e.g. acme.bellwether
  address       view to open in it, e.g. '#/account/A-1042'; the command line prints them

  --sample      open the sample portfolio at once
  --browser     use the ordinary browser instead of the desktop window
  --no-open     print the address and do not open a browser (implies --browser)
  --port N      port of browser mode (implies --browser); otherwise the system chooses
  --help        show this
`;

/** The workspace and the view named on the command line, in either order. */
function readPlace(words) {
  const address = words.find((word) => word.startsWith('#')) ?? null;
  const files = words.filter((word) => !word.startsWith('#'));
  if (files.length > 1 || words.length > files.length + 1)
    throw new Problem('One workspace and one address can be opened at a time. "npm start -- --help" says more.');
  const workspace = files.length === 0 ? null : resolve(process.env.INIT_CWD ?? process.cwd(), files[0]);
  if (workspace !== null && !existsSync(workspace)) throw new Problem(`There is no workspace ${files[0]}.`);
  return { workspace, address };
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        sample: { type: 'boolean' },
        browser: { type: 'boolean' },
        'no-open': { type: 'boolean' },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && !(Number.isInteger(port) && port >= 0 && port <= 65_535))
      throw new Problem(`--port needs a number from 0 to 65535, not "${values.port}".`);
    return { ...values, port, ...readPlace(positionals) };
  } catch (error) {
    throw error instanceof Problem
      ? error
      : new Problem(`${error.message.split('. ')[0]}. "npm start -- --help" lists the options.`);
  }
}

/** Runs the application in the foreground; Ctrl-C is its to handle, and a clean end either way. */
async function foreground(command, args, env = process.env) {
  let interrupted = false;
  const ignore = () => {
    interrupted = true;
  };
  process.on('SIGINT', ignore);
  const { status, signal } = await execute(command, args, { input: 'inherit', env });
  process.removeListener('SIGINT', ignore);
  return interrupted || signal === 'SIGINT' || signal === 'SIGTERM' || status === 130 || status === 143 ? 0 : status;
}

await run(async () => {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const node = await ensureInstalled();
  await ensureBuilt(node);
  const words = [...(options.sample ? ['--sample'] : []), ...(options.workspace === null ? [] : [options.workspace])];
  const desktopAt = options.address === null ? [] : [options.address];
  const servedAt = options.address === null ? [] : ['--at', options.address];
  if (!options.browser && !options['no-open'] && options.port === null) {
    const { binary, reason } = await findElectron(node);
    if (binary) {
      const begun = Date.now();
      const status = await foreground(binary, ['.', ...words, ...desktopAt]);
      if (status === 0 || Date.now() - begun > 10_000) return status;
      say('The desktop window did not start; opening in the browser instead.');
    } else {
      say(`No desktop window: ${reason}. Opening in the browser instead.`);
    }
  }
  const port = options.port === null ? [] : ['--port', String(options.port)];
  const open = options['no-open'] ? ['--no-open'] : [];
  return foreground(node, [join(ROOT, 'out/main/cli.js'), 'serve', ...words, ...servedAt, ...port, ...open], {
    ...process.env,
    BELLWETHER_STOP_WITH_PARENT: '1',
  });
});
