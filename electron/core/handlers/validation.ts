import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { ReadContext, WorkControl } from '../context.ts';
import { backTest } from '../validation/back-test.ts';
import { memo } from '../views/book.ts';

/** A back-test of one moment of the workspace; the same data, model and options are answered from memory. */
export function validationHandler(
  context: ReadContext,
  input: ParsedInputOf<'validation.run'>,
  control: WorkControl,
): OutputOf<'validation.run'> {
  return context.db.transaction(() =>
    memo(context, `backtest ${JSON.stringify(input)}`, () => backTest(context, input, control)),
  )();
}
