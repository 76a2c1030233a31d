import { SCORE_STATE } from '#electron/engine/index.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext } from '../context.ts';
import { modelsOf, onboardingAmong } from '../model-versions.ts';
import type { Book } from '../views/book.ts';
import { draftSnapshot } from '../views/draft-snapshot.ts';

export type OtherModel = { readonly modelVersion: string; readonly name: string; readonly accounts: number };

/**
 * Of the other models the one that gives the most accounts a full score on the day of the book, the first of equals;
 * null when none does. For a portfolio whose model knows too little to be judged.
 */
export function modelThatScores(context: ReadContext, book: Book): OtherModel | null {
  const { models } = modelsOf(context);
  let best: OtherModel | null = null;
  for (const model of models) {
    if (model.id === book.model.id || model.id === onboardingAmong(models, book.model)?.id) continue;
    const { state } = draftSnapshot(context, book, model);
    const accounts = state.reduce((count: number, of: number) => count + (of === SCORE_STATE.scored ? 1 : 0), 0);
    if (accounts > (best?.accounts ?? 0)) best = { modelVersion: modelVersionOf(model), name: model.name, accounts };
  }
  return best;
}
