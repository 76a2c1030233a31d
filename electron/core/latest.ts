import { AppError } from '#shared/contract/errors.ts';

type Pending<T> = {
  readonly run: () => Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Latest wins per stream: one request of a stream is under way, the newest one waits, those in between are answered
 * `cancelled`. A dragged slider can never queue up work.
 */
export class LatestWins<T> {
  readonly #running = new Set<string>();
  readonly #waiting = new Map<string, Pending<T>>();

  run(stream: string, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const pending = { run: work, resolve, reject };
      if (!this.#running.has(stream)) {
        this.#start(stream, pending);
        return;
      }
      this.#waiting
        .get(stream)
        ?.reject(new AppError('cancelled', 'A newer request of the same stream replaced this one.'));
      this.#waiting.set(stream, pending);
    });
  }

  #start(stream: string, pending: Pending<T>): void {
    this.#running.add(stream);
    pending
      .run()
      .then(pending.resolve, pending.reject)
      .finally(() => {
        this.#running.delete(stream);
        const next = this.#waiting.get(stream);
        if (next) {
          this.#waiting.delete(stream);
          this.#start(stream, next);
        }
      });
  }
}
