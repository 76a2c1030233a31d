import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';

/** Browsers stop placing things exactly somewhere beyond 16 million px. */
export const MAX_SPACER = 10_000_000;
const OVERSCAN = 10;

/** How lines of one height fill a scrolling box, also where all of them are higher than a browser can scroll. */
export type Track = {
  /** Height of what scrolls. */
  readonly spacer: number;
  /** Height all lines have, in px. */
  readonly full: number;
  readonly lineHeight: number;
  readonly viewport: number;
};

export function trackOf(count: number, lineHeight: number, viewport: number): Track {
  const full = count * lineHeight;
  return { spacer: Math.min(full, MAX_SPACER), full, lineHeight, viewport };
}

/** Px of lines that pass for one px of scrolling. */
const ratioOf = ({ full, spacer, viewport }: Track): number =>
  full <= spacer ? 1 : (full - viewport) / Math.max(1, spacer - viewport);

/** Px of lines above the box at a scroll position. */
export function hiddenAbove(track: Track, scrollTop: number): number {
  return Math.min(Math.max(0, scrollTop), Math.max(0, track.spacer - track.viewport)) * ratioOf(track);
}

/** Where the box has to stand so that a line is seen whole, below `cover` px of what floats over the lines. */
export function scrollToSee(track: Track, scrollTop: number, line: number, cover: number): number {
  const above = hiddenAbove(track, scrollTop);
  const top = line * track.lineHeight;
  const bottom = top + track.lineHeight;
  if (top - cover < above) return Math.max(0, top - cover) / ratioOf(track);
  if (bottom > above + track.viewport) return (bottom - track.viewport) / ratioOf(track);
  return scrollTop;
}

export type RowsWindow = {
  readonly spacer: number;
  /** First and last line in the document. */
  readonly first: number;
  readonly last: number;
  /** The line at the upper edge of the box. */
  readonly upper: number;
  /** Distance of a line from the top of the spacer, px. */
  readonly topOf: (line: number) => number;
  readonly reveal: (line: number, cover: number) => void;
};

/** The lines to draw in a scrolling box below `head` px that stay on top of it. */
export function useRowsWindow(
  scroller: RefObject<HTMLElement | null>,
  {
    count,
    lineHeight,
    height,
    head,
    start,
  }: {
    readonly count: number;
    readonly lineHeight: number;
    /** Height of the box. */
    readonly height: number;
    readonly head: number;
    /** Line to begin with. */
    readonly start: number;
  },
): RowsWindow {
  const viewport = Math.max(0, height - head);
  const track = useMemo(() => trackOf(count, lineHeight, viewport), [count, lineHeight, viewport]);
  const scaled = track.full > track.spacer;
  const [scrollTop, setScrollTop] = useState(0);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    // Where lines stand still in the spacer, only the passing of a line is news.
    const read = () => setScrollTop(scaled ? box.scrollTop : Math.floor(box.scrollTop / lineHeight) * lineHeight);
    // In the frame of the scroll itself: a frame later the lines it leads to would be missing for one.
    const onScroll = () => flushSync(read);
    read();
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => box.removeEventListener('scroll', onScroll);
  }, [scroller, scaled, lineHeight]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the list begins counts once.
  useLayoutEffect(() => {
    if (scroller.current && start > 4) scroller.current.scrollTop = Math.min(track.spacer, (start - 4) * lineHeight);
  }, []);

  const above = hiddenAbove(track, scrollTop);
  const upper = Math.min(Math.max(0, count - 1), Math.floor(above / lineHeight));
  const first = Math.max(0, upper - OVERSCAN);
  const last = Math.min(count - 1, Math.ceil((above + viewport) / lineHeight) + OVERSCAN);
  const shift = scaled ? scrollTop - above : 0;
  return {
    spacer: track.spacer,
    first,
    last,
    upper,
    topOf: (line) => line * lineHeight + shift,
    reveal: useCallback(
      (line, cover) => {
        const box = scroller.current;
        if (box) box.scrollTop = scrollToSee(track, box.scrollTop, line, cover);
      },
      [scroller, track],
    ),
  };
}
