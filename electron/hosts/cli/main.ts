#!/usr/bin/env node
/** Checks the runtime before anything loads the store: better-sqlite3 13 crashes without a word on Node 20. */
const major = Number(process.versions.node.split('.')[0]);
if (major < 22) {
  process.stderr.write(
    `Bellwether needs Node 22 or newer; this is ${process.versions.node}. Run it as: npm run -s bellwether -- …\n`,
  );
  process.exitCode = 1;
} else {
  // A reader that has seen enough (`| head`) closes the pipe: that is no failure of ours.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  const { runProgram } = await import('./program.ts');
  process.exitCode = await runProgram(process.argv.slice(2));
}
