/**
 * Latest wins, at the pace of the screen: at most one request per animation frame, never more than one in flight, and
 * only the newest input waits. `since` is the time of the earliest input a request stands for, so that a measured step
 * never hides the inputs it coalesced.
 */
export type LiveOptions<I, O> = {
  readonly request: (input: I) => Promise<O>;
  readonly onResult: (result: O, input: I, since: number) => void;
  readonly onError: (error: unknown, input: I) => void;
  readonly onFrame: (callback: () => void) => void;
};

export type Live<I> = { readonly push: (input: I, at: number) => void; readonly stop: () => void };

export function createLive<I, O>({ request, onResult, onError, onFrame }: LiveOptions<I, O>): Live<I> {
  let pending: { readonly input: I; readonly since: number } | null = null;
  let inFlight = false;
  let sentInFrame = false;
  let stopped = false;

  function pump(): void {
    if (stopped || inFlight || sentInFrame || !pending) return;
    const { input, since } = pending;
    pending = null;
    inFlight = true;
    sentInFrame = true;
    onFrame(() => {
      sentInFrame = false;
      pump();
    });
    request(input)
      .then(
        (result) => {
          if (!stopped) onResult(result, input, since);
        },
        (error: unknown) => {
          if (!stopped && !pending) onError(error, input);
        },
      )
      .finally(() => {
        inFlight = false;
        pump();
      });
  }

  return {
    push(input, at) {
      pending = { input, since: Math.min(pending?.since ?? at, at) };
      pump();
    },
    stop() {
      stopped = true;
      pending = null;
    },
  };
}

export const STEP = 'whatif-step';
const KEPT = 5000;
let measured = 0;

/** Writes a measure from an input to the moment the frame with what it changed has been handed over. */
export function measurePaint(name: string, since: number, detail?: unknown): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      measured += 1;
      if (measured % KEPT === 0) performance.clearMeasures(name);
      performance.measure(name, { start: since, end: performance.now(), detail });
    };
    channel.port2.postMessage(null);
  });
}

/** {@link measurePaint} of a step of the weights. */
export function measureStep(since: number, weights: Readonly<Record<string, number>>): void {
  measurePaint(STEP, since, { weights });
}
