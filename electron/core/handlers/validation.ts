import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { ReadContext, WorkControl } from '../context.ts';
import { backTest } from '../validation/back-test.ts';
import { challengeModel } from '../validation/challenge.ts';
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

/** Challengers of the score of one moment of the workspace, kept like a back-test. */
export function challengeHandler(
  context: ReadContext,
  input: ParsedInputOf<'validation.challenge'>,
  control: WorkControl,
): OutputOf<'validation.challenge'> {
  return context.db.transaction(() =>
    memo(context, `challenge ${JSON.stringify(input)}`, () => challengeModel(context, input, control)),
  )();
}
