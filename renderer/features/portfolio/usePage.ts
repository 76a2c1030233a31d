import { useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Filters } from '#shared/contract/common.ts';
import type { BreakdownField, PortfolioFrame, PortfolioSummary } from '#shared/contract/portfolio.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { usePortfolio } from '../../data/portfolio.ts';
import { useAsOf } from '../../data/workspace.ts';
import { createLive, type Live, measurePaint } from '../../effect/live.ts';
import { useAddress } from '../../state/navigation.ts';
import { useScrub } from '../../state/scrub.ts';
import { useSession } from '../../state/session.ts';
import { shownField } from './Breakdown.tsx';

type Wanted = { readonly asOf: string; readonly filters: Filters; readonly by?: BreakdownField };
type Framed = { readonly key: string; readonly frame: PortfolioFrame };

/** Measures from the move of the hand to the painted page carry this name. */
const STEP = 'scrub-step';
/** Changes closer together than this are a hand on the move: the whole page is asked for when it rests. */
const MOVING_MS = 400;
const REST_MS = 150;

const keyOf = (wanted: Wanted): string => JSON.stringify(wanted);

/** The newest frame: one request in flight, the latest input wins, at most one a screen frame. */
function useFrame(wanted: Wanted | null): Framed | null {
  const api = useApi();
  const { epoch, revision } = useSession();
  const [framed, setFramed] = useState<Framed | null>(null);
  const live = useRef<Live<Wanted> | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what an earlier workspace or revision answered is of no use.
  useEffect(() => {
    setFramed(null);
    const loop = createLive<Wanted, PortfolioFrame>({
      request: (input) => api.call('portfolio.frame', { ...input, crossFilter: true }),
      onResult: (frame, input, since) => {
        flushSync(() => setFramed({ key: keyOf(input), frame }));
        if (useScrub.getState().date !== null) measurePaint(STEP, since);
      },
      // the whole page is asked for as well, and says what is wrong
      onError: () => setFramed(null),
      onFrame: (callback) => requestAnimationFrame(callback),
    });
    live.current = loop;
    return () => loop.stop();
  }, [api, epoch, revision]);

  const key = wanted && keyOf(wanted);
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal inputs are one request.
  useEffect(() => {
    if (!wanted) return;
    live.current?.push(wanted, performance.now());
    // The hand is followed without drawing the page anew for a day whose figures are not there yet.
    return useScrub.subscribe(({ date, at }) => {
      if (date !== null) live.current?.push({ ...wanted, asOf: date }, at);
    });
  }, [key, epoch, revision]);
  return framed;
}

/** Whether inputs have come to rest: at once after a single change, a moment later while they follow each other. */
function useRest(key: string | null): boolean {
  const changed = useRef(Number.NEGATIVE_INFINITY);
  const [resting, setResting] = useState(key);
  useEffect(() => {
    const now = performance.now();
    const wait = now - changed.current < MOVING_MS ? REST_MS : 0;
    changed.current = now;
    const timer = setTimeout(() => setResting(key), wait);
    return () => clearTimeout(timer);
  }, [key]);
  return resting === key;
}

export type PortfolioPage = {
  /** Cards, distribution and breakdown of the wanted day; the rest as `rest` has it. */
  readonly shown: PortfolioSummary | undefined;
  /** The last whole answer, the same object until another one has come. */
  readonly rest: PortfolioSummary | undefined;
  /** True while `rest` belongs to another day or other filters. */
  readonly behind: boolean;
  /** True while a hand moves the as-of date. */
  readonly held: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
};

/** The page's figures: a frame at once, the whole answer when the inputs rest. */
export function usePage(filters: Filters): PortfolioPage {
  const asOf = useAsOf();
  const held = useScrub((state) => state.date !== null);
  const { params } = useAddress();
  const resting = useRest(asOf === null ? null : JSON.stringify([asOf, filters]));
  const whole = usePortfolio(filters, { enabled: resting && !held });
  const by = shownField(whole.data, params.by);
  const wanted = useMemo(
    () => (asOf === null ? null : { asOf, filters, ...(by === undefined ? {} : { by }) }),
    [asOf, filters, by],
  );
  const key = wanted && keyOf(wanted);
  const framed = useFrame(wanted);
  const behind = whole.data !== undefined && (whole.isPlaceholderData || !resting || held);
  const rest = whole.data;
  const shown = useMemo(() => {
    if (!rest || !behind || !framed || (!held && framed.key !== key)) return rest;
    const { cards, breakdown, ...frame } = framed.frame;
    return {
      ...rest,
      ...frame,
      cards: { ...rest.cards, ...cards },
      breakdown: rest.breakdown.map((known) => breakdown.find(({ field }) => field === known.field) ?? known),
    };
  }, [rest, behind, held, framed, key]);
  return { shown, rest, behind, held, error: whole.error, retry: () => void whole.refetch() };
}
