/** What was ticked in reviews that were taken back in this window, to go on from. Stable names: `useReopened`, `keepReopened`. */
import { create } from 'zustand';
import type { OutputOf } from '#shared/contract/index.ts';
import { useSession } from './session.ts';

type Review = OutputOf<'reviews.remove'>;

const useReopenedReviews = create<{ readonly reviews: Readonly<Record<string, Review>> }>(() => ({ reviews: {} }));

const keyOf = (epoch: number, { cadence, period }: Pick<Review, 'cadence' | 'period'>): string =>
  `${epoch}/${cadence}/${period}`;

export function keepReopened(review: Review): void {
  const key = keyOf(useSession.getState().epoch, review);
  useReopenedReviews.setState(({ reviews }) => ({ reviews: { ...reviews, [key]: review } }));
}

/** The review of a period as it was before it was taken back; null for none. */
export function useReopened(due: Pick<Review, 'cadence' | 'period'>): Review | null {
  const { epoch } = useSession();
  return useReopenedReviews(({ reviews }) => reviews[keyOf(epoch, due)] ?? null);
}
