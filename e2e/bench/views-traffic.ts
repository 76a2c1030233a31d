import type { CDPSession } from '@playwright/test';
import { figuresOf } from './figures.ts';

type Reply = { readonly method: string; readonly bytes: number; readonly ms: number };

export type Traffic = { readonly replies: readonly Reply[] };

/** Listens to every call of the page: bytes on the wire, and the time from the sent question to the first byte of the answer. */
export async function listen(session: CDPSession): Promise<Traffic> {
  const replies: Reply[] = [];
  const open = new Map<string, { readonly method: string; ms: number }>();
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    const method = /\/rpc\/([\w.-]+)$/.exec(request.url)?.[1];
    if (method) open.set(requestId, { method, ms: 0 });
  });
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const call = open.get(requestId);
    if (call && response.timing) call.ms = response.timing.receiveHeadersEnd - response.timing.sendEnd;
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const call = open.get(requestId);
    if (call) replies.push({ ...call, bytes: encodedDataLength });
    open.delete(requestId);
  });
  await session.send('Network.enable');
  return { replies };
}

const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1)} kB`;

/** One line a method, the most time first. */
export function trafficLines({ replies }: Traffic): string[] {
  const total = (method: string): number =>
    replies.reduce((sum, reply) => sum + (reply.method === method ? reply.ms : 0), 0);
  const methods = [...new Set(replies.map(({ method }) => method))].sort((a, b) => total(b) - total(a));
  return methods.map((method) => {
    const own = replies.filter((reply) => reply.method === method);
    const ms = figuresOf(own.map((reply) => reply.ms));
    const bytes = figuresOf(own.map((reply) => reply.bytes));
    return `  ${method.padEnd(34)} n ${String(ms.n).padStart(3)}   server median ${ms.median.toFixed(1)} ms   p95 ${ms.p95.toFixed(1)} ms   reply median ${kb(bytes.median)}   max ${kb(bytes.max)}`;
  });
}
