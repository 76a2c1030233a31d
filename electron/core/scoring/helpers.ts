import { availableParallelism } from 'node:os';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { blockScorer, type ScoredBlock, type ScoringInput, type Task } from './blocks.ts';

/** Threads beside the one that writes, and the fewest rows that are worth starting them. */
const MOST_HELPERS = 3;
const FROM_ROWS = 100_000;
/** Silence after which a helper is taken for lost, ms: what it had taken is computed here. */
const LOST_AFTER_MS = 5000;
const WAIT_MS = 200;

/** What a helper thread is started with. */
export type HelperData = { readonly input: ScoringInput; readonly port: MessageChannel['port1'] };

export type BlockScoring = {
  /** Scores all blocks of a task; `onBlock` gets each of them once, in any order. */
  scoreAll(task: Task, onBlock: (scored: ScoredBlock) => void): void;
  close(): void;
};

/** Copies of typed arrays in memory that threads share; everything else as it is. */
function shared<T extends object>(group: T): T {
  const entries = Object.entries(group).map(([name, values]) => {
    const isColumn =
      values instanceof Int32Array ||
      values instanceof Float64Array ||
      values instanceof Uint16Array ||
      values instanceof Uint8Array;
    if (!isColumn) return [name, values];
    const bytes = new Uint8Array(new SharedArrayBuffer(values.byteLength));
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    return [name, Reflect.construct(values.constructor, [bytes.buffer])];
  });
  return Object.fromEntries(entries);
}

/** Facts and index once for all threads. */
function sharedInput(input: ScoringInput): ScoringInput {
  const groups = Object.entries(input.facts).map(([name, group]) => [
    name,
    typeof group === 'object' ? shared(group) : group,
  ]);
  return { ...input, facts: Object.fromEntries(groups), index: shared(input.index) };
}

/**
 * Scores blocks in this thread and, where there is enough to do and there are processors, in others beside it. Whoever is
 * free takes the next block; which thread computes a block does not change a bit of it. This thread never depends on
 * another one: what a helper took and does not hand in is computed here.
 *
 * @param entry module of the helper threads (workers/scorer.ts); none runs without
 */
export function blockScoring(input: ScoringInput, entry: URL | undefined): BlockScoring {
  const rows = input.facts.accounts.count * input.days.length * input.models.length;
  const helpers = entry && rows >= FROM_ROWS ? Math.min(MOST_HELPERS, availableParallelism() - 1) : 0;
  const own = helpers > 0 ? sharedInput(input) : input;
  const score = blockScorer(own);
  const threads = Array.from({ length: helpers }, () => {
    const { port1, port2 } = new MessageChannel();
    const data: HelperData = { input: own, port: port2 };
    const worker = new Worker(entry as URL, { workerData: data, transferList: [port2] });
    // What happens to a helper is nothing to report: its blocks are computed here.
    worker.on('error', () => undefined);
    worker.unref();
    return { worker, port: port1 };
  });

  return {
    scoreAll(task, onBlock) {
      const missing = new Set(Array.from({ length: task.blocks }, (_, block) => block));
      const take = (scored: ScoredBlock): void => {
        if (scored.task === task.number && missing.delete(scored.block)) onBlock(scored);
      };
      const takeHandedIn = (): void => {
        for (const { port } of threads)
          for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port)) take(got.message);
      };
      for (const { port } of threads) port.postMessage(task);
      for (let block = nextBlock(task); block !== null; block = nextBlock(task)) {
        take(score(task, block));
        takeHandedIn();
      }
      for (let silent = 0; missing.size > 0 && silent < LOST_AFTER_MS; ) {
        const before = missing.size;
        const handedIn = Atomics.load(task.turn, 1);
        takeHandedIn();
        if (missing.size < before) silent = 0;
        else if (Atomics.wait(task.turn, 1, handedIn, WAIT_MS) === 'timed-out') silent += WAIT_MS;
      }
      for (const block of [...missing]) take(score(task, block));
    },
    close() {
      for (const { worker, port } of threads) {
        port.close();
        void worker.terminate();
      }
    },
  };
}

/** Takes the next block of a task, null when all are taken. */
export function nextBlock({ turn, blocks }: Task): number | null {
  const block = Atomics.add(turn, 0, 1);
  return block < blocks ? block : null;
}
