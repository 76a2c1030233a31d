import type { PromotionSummary } from '#shared/contract/promotion.ts';
import { promotionWords } from '#shared/format/promotion.ts';
import type { Format } from '../data/format.ts';

type Props = {
  readonly summary: PromotionSummary;
  /** Epoch ms of the promotion that keeps it; null before one. */
  readonly promotedAt: number | null;
  readonly format: Format;
};

/** What a version moves, what the history says of it, and the one look at the sealed landmark. */
export function PromotionEvidence({ summary, promotedAt, format }: Props) {
  const { locale, currency } = format;
  const words = promotionWords(summary, { locale, currency, promotedAt });
  return (
    <dl className="promo-ev">
      <dt>Migration</dt>
      <dd>
        {words.migration}
        {words.moves.length > 0 && (
          <ul>
            {words.moves.map((move) => (
              <li key={move}>{move}</li>
            ))}
          </ul>
        )}
      </dd>
      <dt>Accuracy</dt>
      <dd>{words.accuracy}</dd>
      <dt>Sealed test</dt>
      <dd>{words.sealed}</dd>
      {promotedAt !== null && (
        <>
          <dt>Tried</dt>
          <dd>{words.tried}</dd>
        </>
      )}
    </dl>
  );
}
