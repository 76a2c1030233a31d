import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { createInbox } from './inbox.ts';

it('answers urgent messages inside long work, and keeps the order of the others', async () => {
  const { port1, port2 } = new MessageChannel();
  const seen: string[] = [];
  let time = 0;
  const inbox = createInbox<string>(
    port2,
    (message) => message.startsWith('urgent'),
    () => time,
  );
  inbox.listen((message) => {
    seen.push(`${message} begins`);
    if (message === 'long') {
      for (const next of ['one', 'urgent', 'two']) port1.postMessage(next);
      // Too soon for another look.
      inbox.pause();
      expect(seen).toEqual(['long begins']);
      time += 10;
      inbox.pause();
    }
    // Urgent work is not interrupted in turn.
    if (message === 'urgent') {
      port1.postMessage('urgent too');
      time += 10;
      inbox.pause();
    }
    seen.push(`${message} ends`);
    if (message === 'two') port2.close();
  });
  port1.postMessage('long');
  await once(port2, 'close');
  expect(seen).toEqual([
    'long begins',
    'urgent begins',
    'urgent ends',
    'urgent too begins',
    'urgent too ends',
    'long ends',
    'one begins',
    'one ends',
    'two begins',
    'two ends',
  ]);
});
