import { workerData } from 'node:worker_threads';
import { blockScorer, type Task } from '#electron/core/scoring/blocks.ts';
import { type HelperData, nextBlock } from '#electron/core/scoring/helpers.ts';

/** Thread that helps the writer to score (core/scoring/helpers.ts): it reads shared facts and opens no file. */
const { input, port } = workerData as HelperData;
const score = blockScorer(input);

port.on('message', (task: Task) => {
  for (let block = nextBlock(task); block !== null; block = nextBlock(task)) {
    const scored = score(task, block);
    port.postMessage(scored);
    Atomics.add(task.turn, 1, 1);
    Atomics.notify(task.turn, 1);
  }
});
