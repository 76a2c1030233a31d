/** `node run.ts MAIN [arguments]`: runs a built main bundle with the double in the place of `electron`. */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { answers, app, markReady } from './electron.ts';
import type { Question } from './wire.ts';

const double = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: double, shortCircuit: true, format: 'module-typescript' }
      : next(specifier, context),
});

function answer({ id, name, args }: Question): void {
  const run: (...args: never[]) => Promise<unknown> = answers[name];
  Promise.resolve(Reflect.apply(run, undefined, args)).then(
    (value: unknown) => process.send?.({ kind: 'answer', id, value }),
    (error: unknown) =>
      process.send?.({ kind: 'answer', id, error: error instanceof Error ? error.message : 'failed' }),
  );
}

process.on('message', answer);
process.on('disconnect', () => app.quit());
process.on('SIGTERM', () => app.quit());

const [main = '', ...rest] = process.argv.slice(2);
process.argv = [process.execPath, '.', ...rest];
await import(pathToFileURL(main).href);
markReady();
