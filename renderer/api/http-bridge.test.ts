import { describe, expect, it, vi } from 'vitest';
import { createApi } from './api.ts';
import { saveBlob } from './files.ts';
import { ConnectionError, createHttpBridge } from './http-bridge.ts';
import { createMemoryBridge } from './memory-bridge.ts';
import { takeToken } from './token.ts';

vi.mock('./files.ts', () => ({ saveBlob: vi.fn(), pickFiles: vi.fn() }));

function fakeHost(hash: string, stored: string | null = null) {
  const store = new Map<string, string>(stored === null ? [] : [['bellwether-token', stored]]);
  const replaceState = vi.fn<(data: unknown, unused: string, url: string) => void>();
  return {
    replaceState,
    store,
    location: { hash, pathname: '/', search: '' },
    history: { replaceState },
    sessionStorage: {
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, value: string) => void store.set(key, value),
    },
  };
}

describe('the token', () => {
  it('is taken from the address once and erased there', () => {
    const host = fakeHost('#token=se%2Dcret_1');
    expect(takeToken(host)).toBe('se-cret_1');
    expect(host.store.get('bellwether-token')).toBe('se-cret_1');
    expect(host.replaceState).toHaveBeenCalledExactlyOnceWith(null, '', '/');
  });

  it('leaves the address of a view behind it', () => {
    const host = fakeHost('#token=abc&/accounts?segment=SMB');
    expect(takeToken(host)).toBe('abc');
    expect(host.replaceState).toHaveBeenCalledExactlyOnceWith(null, '', '/#/accounts?segment=SMB');
  });

  it('is kept for the session', () => {
    const host = fakeHost('#/accounts', 'kept');
    expect(takeToken(host)).toBe('kept');
    expect(host.replaceState).not.toHaveBeenCalled();
    expect(takeToken(fakeHost(''))).toBeNull();
  });
});

describe('the bridge over HTTP', () => {
  it('sends the token as a header and never in the address', async () => {
    const send = vi.fn<typeof fetch>(async () => Response.json({ ok: true, data: { accounts: 3 }, revision: 7 }));
    const bridge = createHttpBridge({ token: 'abc', fetch: send });
    expect(await bridge.invoke('workspace.summary', { a: 1 })).toEqual({
      ok: true,
      data: { accounts: 3 },
      revision: 7,
    });
    const [url, init] = send.mock.calls[0] ?? [];
    expect(url).toBe('/rpc/workspace.summary');
    expect(init).toMatchObject({
      method: 'POST',
      body: '{"a":1}',
      headers: { 'x-bellwether-token': 'abc', 'content-type': 'application/json' },
    });
  });

  it('turns an unreadable answer into an error value and no answer into a lost connection', async () => {
    const refused = createHttpBridge({ token: null, fetch: async () => new Response('no', { status: 401 }) });
    expect(await refused.invoke('app.info', {})).toMatchObject({ ok: false, error: { code: 'unauthorized' } });

    const states: boolean[] = [];
    const gone = createHttpBridge({
      token: null,
      fetch: async () => {
        throw new TypeError('failed to fetch');
      },
    });
    gone.onConnection?.((connected) => states.push(connected));
    await expect(gone.invoke('app.info', {})).rejects.toBeInstanceOf(ConnectionError);
    expect(states).toEqual([true, false]);
  });

  it('downloads a finished export under its name, with the token as a header', async () => {
    const send = vi.fn<typeof fetch>(async (_url, init) =>
      init?.method === 'POST'
        ? Response.json({ ok: true, data: { target: 't-1' }, revision: 0 })
        : new Response('account_id,name'),
    );
    const bridge = createHttpBridge({ token: 'abc', fetch: send });
    const target = await bridge.pickExportTarget('Accounts & more.csv');
    expect(target).toBe('t-1');
    expect(send.mock.calls[0]?.[0]).toBe('/exports?name=Accounts%20%26%20more.csv');
    expect(await bridge.deliverExport('t-1')).toBe(true);
    expect(send.mock.calls[1]?.[0]).toBe('/exports/t-1');
    expect(send.mock.calls[1]?.[1]).toMatchObject({ headers: { 'x-bellwether-token': 'abc' } });
    const [name, blob] = vi.mocked(saveBlob).mock.calls[0] ?? [];
    expect(name).toBe('Accounts & more.csv');
    expect(await blob?.text()).toBe('account_id,name');
    expect(await bridge.pickFolder()).toBeNull();
  });

  it('says why an export cannot be fetched', async () => {
    const bridge = createHttpBridge({
      token: 'abc',
      fetch: async () => Response.json({ ok: false, error: { code: 'not_found', message: 'Gone.' } }, { status: 404 }),
    });
    await expect(bridge.deliverExport('t-1')).rejects.toMatchObject({ code: 'not_found', message: 'Gone.' });
  });

  it('reads events line by line, whatever the chunks, and connects again', async () => {
    const lines = '{"topic":"data-changed","revision":2}\n\n{"topic":"data-changed","revision":3}\n';
    const bytes = new TextEncoder().encode(lines);
    let connections = 0;
    const bridge = createHttpBridge({
      token: 'abc',
      retryDelays: [1],
      fetch: async () => {
        connections += 1;
        return new Response(
          new ReadableStream({
            start(controller) {
              for (let at = 0; at < bytes.length; at += 7) controller.enqueue(bytes.slice(at, at + 7));
              controller.close();
            },
          }),
        );
      },
    });
    const seen: number[] = [];
    const stop = bridge.subscribe((event) => {
      if (event.topic === 'data-changed') seen.push(event.revision);
    });
    await vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(4));
    stop();
    expect(seen.slice(0, 4)).toEqual([2, 3, 2, 3]);
    expect(connections).toBeGreaterThanOrEqual(2);
  });
});

describe('the api', () => {
  it('gives answers, revisions and typed errors', async () => {
    const revisions: number[] = [];
    const api = createApi(
      createMemoryBridge({ 'models.list': () => ({ models: [] }) }, () => 12),
      { onRevision: (revision) => revisions.push(revision) },
    );
    expect(await api.call('models.list', {})).toEqual({ models: [] });
    expect(revisions).toEqual([12]);
    await expect(api.call('data.sources', {})).rejects.toMatchObject({ name: 'ApiError', code: 'unknown_method' });
  });

  it('follows a job by its events, those that came before its id included', async () => {
    const result = { batches: [], failed: [] };
    const bridge = createMemoryBridge({
      'import.run': () => {
        bridge.emit({ topic: 'job', jobId: 'other', method: 'import.run', job: { state: 'cancelled' } });
        bridge.emit({
          topic: 'job',
          jobId: 'j1',
          method: 'import.run',
          job: { state: 'running', progress: { label: 'Reading', fraction: 0.5, rows: 10 } },
        });
        bridge.emit({ topic: 'job', jobId: 'j1', method: 'import.run', job: { state: 'done', result } });
        return { jobId: 'j1' };
      },
    });
    const labels: string[] = [];
    const job = createApi(bridge).runJob('import.run', { sources: ['a'] }, (progress) => labels.push(progress.label));
    expect(await job.promise).toEqual(result);
    expect(labels).toEqual(['Reading']);
  });

  it('asks for the state when events are lost, and cancels', async () => {
    let cancelled = false;
    const bridge = createMemoryBridge({
      'score.run': () => ({ jobId: 'j2' }),
      'job.get': () => ({
        job: cancelled
          ? { state: 'cancelled' }
          : { state: 'running', progress: { label: 'Scoring', fraction: null, rows: null } },
      }),
      'job.cancel': () => {
        cancelled = true;
        return {};
      },
    });
    const job = createApi(bridge, { pollEvery: 5 }).runJob('score.run', {});
    job.cancel();
    await expect(job.promise).rejects.toMatchObject({ code: 'cancelled' });
  });
});
