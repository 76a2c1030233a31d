/** Diameter of the thumb: its centre never leaves the track. */
export const THUMB = 14;

/** The value a range from 0 to 100 in steps of 0.1 has under a pointer, as the browser will say it. */
export function valueUnder(x: number, left: number, width: number): number {
  const share = (x - left - THUMB / 2) / (width - THUMB);
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
}

/**
 * Tells of moves of a held pointer when they happen. Browsers keep moves, and so the events of a range input, back until
 * the next frame begins; what is asked for then is answered a frame late. One move a frame is told ahead; the newest one
 * comes with the input's own event. Where there is no `pointerrawupdate`, that event is all there is.
 */
export function tellAhead(input: HTMLInputElement, onMove: (value: number) => void): void {
  const { left, width } = input.getBoundingClientRect();
  let isTold = false;
  const follow = (event: Event): void => {
    // The browser moves a thumb with the main button alone.
    if (isTold || !(event instanceof PointerEvent) || (event.buttons & 1) === 0) return;
    const value = valueUnder(event.clientX, left, width);
    if (value === input.valueAsNumber) return;
    isTold = true;
    requestAnimationFrame(() => {
      isTold = false;
    });
    onMove(value);
  };
  const stop = (): void => {
    window.removeEventListener('pointerrawupdate', follow);
    window.removeEventListener('pointerup', stop);
    window.removeEventListener('pointercancel', stop);
  };
  window.addEventListener('pointerrawupdate', follow);
  window.addEventListener('pointerup', stop);
  window.addEventListener('pointercancel', stop);
}
