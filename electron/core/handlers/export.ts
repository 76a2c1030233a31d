import { statSync } from 'node:fs';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { ReadContext, WorkControl } from '../context.ts';
import { exportContent } from '../exporting/content.ts';
import { RowCounter } from '../exporting/table.ts';
import { writeWholeFile } from '../exporting/whole-file.ts';

/** Writes one file, of one moment of the workspace: what is imported meanwhile is not half in it. */
export function exportHandler(
  context: ReadContext,
  input: ParsedInputOf<'export.run'>,
  control: WorkControl,
): OutputOf<'export.run'> {
  const { target } = control;
  if (!target) throw new AppError('bad_request', 'An export needs a place to go to.');
  if (isSameFile(target.path, context.path))
    throw new AppError('bad_request', 'The export would replace the workspace itself. Choose another place.');
  return context.db.transaction(() => {
    const content = exportContent(context, input, control);
    const counter = new RowCounter(control, content.rowCount);
    const bytes = writeWholeFile(target, (output) => content.write(output, counter));
    return { file: target.name, bytes, rows: counter.rows };
  })();
}

function isSameFile(path: string, other: string): boolean {
  const [one, two] = [path, other].map((file) => statSync(file, { throwIfNoEntry: false }));
  return one !== undefined && two !== undefined && one.dev === two.dev && one.ino === two.ino;
}
