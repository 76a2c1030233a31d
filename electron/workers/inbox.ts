import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

export type Inbox<T> = {
  /** Starts to hand over what arrives, one message after the other. */
  readonly listen: (handle: (message: T) => void) => void;
  /** For long work to call often: hands over urgent messages in between; the others keep their order and wait. */
  readonly pause: () => void;
};

/** Between two looks for urgent messages, ms. */
const LOOK_EVERY = 4;

/** Messages of a thread that works on one at a time, save those that cannot wait. */
export function createInbox<T>(
  port: MessagePort,
  isUrgent: (message: T) => boolean,
  now: () => number = () => performance.now(),
): Inbox<T> {
  const waiting: T[] = [];
  let handle: (message: T) => void = () => undefined;
  let depth = 0;
  let looked = now();

  const run = (message: T): void => {
    depth += 1;
    try {
      handle(message);
    } finally {
      depth -= 1;
    }
  };
  return {
    listen: (handler) => {
      handle = handler;
      port.on('message', (message: T) => {
        run(message);
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) run(next);
      });
    },
    pause: () => {
      if (depth !== 1 || now() - looked < LOOK_EVERY) return;
      for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
        const message: T = next.message;
        if (isUrgent(message)) run(message);
        else waiting.push(message);
      }
      looked = now();
    },
  };
}
