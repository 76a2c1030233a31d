import { mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { SECURITY_HEADERS } from './assets.ts';
import { type RunningServer, type ServerOptions, startServer } from './server.ts';
import { createFakeCore, type FakeCore } from './testing/fake-core.ts';

let core: FakeCore;
let server: RunningServer;
let logged: string[];
const rendererDir = join(mkdtempSync(join(tmpdir(), 'bellwether-page-')), 'renderer');
mkdirSync(rendererDir);
writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>Bellwether</title>');

async function start(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  return startServer({
    core,
    port: 0,
    rendererDir,
    log: (event, fields) => logged.push(JSON.stringify([event, fields])),
    now: Date.now,
    ...options,
  });
}

beforeEach(async () => {
  logged = [];
  core = createFakeCore();
  server = await start();
});

afterEach(async () => {
  await server.close();
  await core.close();
});

/** Sends bytes as they are and answers everything that comes back until the server hangs up. */
function raw(text: string, port = server.port): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (data) => {
      answer += data.toString('latin1');
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.setTimeout(8000, () => socket.destroy());
  });
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
const address = (path: string): string => `http://127.0.0.1:${server.port}${path}`;
const key = (): Record<string, string> => ({ 'x-bellwether-token': server.token });

function rpc(method: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(address(`/rpc/${method}`), {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...key(), ...headers },
  });
}

describe('who may ask', () => {
  it.each([
    ['no host', '', 403],
    ['a rebound name', 'Host: evil.test\r\n', 403],
    ['a host twice', 'Host: 127.0.0.1:PORT\r\nHost: evil.test\r\n', 403],
    ['a trailing dot', 'Host: localhost.:PORT\r\n', 403],
    ['its own name', 'Host: localhost:PORT\r\n', 200],
  ])('%s: GET / answers %s', async (_label, host, expected) => {
    const answer = await raw(
      `GET / HTTP/1.1\r\n${host.replaceAll('PORT', String(server.port))}Connection: close\r\n\r\n`,
    );
    expect(statusOf(answer)).toBe(expected);
    expect(answer.toLowerCase()).toContain('content-security-policy: default-src');
    if (expected !== 200) expect(answer).not.toContain('<title>');
  });

  it('refuses the absolute form and broken requests, with all headers', async () => {
    expect(
      statusOf(
        await raw(
          `GET http://127.0.0.1:${server.port}/ HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`,
        ),
      ),
    ).toBe(403);
    const broken = await raw('NONSENSE\r\n\r\n');
    expect(statusOf(broken)).toBe(400);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(broken).toContain(`${name}: ${value}`);
  });

  it.each([
    ['POST', '/rpc/app.info'],
    ['GET', '/events'],
    ['POST', '/files?name=a.csv'],
    ['POST', '/exports?name=a.csv'],
    ['GET', '/exports/00000000-0000-4000-8000-000000000001'],
  ])('%s %s needs the token, and says so without reaching the core', async (method, path) => {
    const response = await fetch(address(path), {
      method,
      headers: { 'content-type': path.startsWith('/files') ? 'application/octet-stream' : 'application/json' },
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
    expect(core.calls).toEqual([]);
    expect(core.listeners.size).toBe(0);
  });

  it('answers no preflight and no CORS header, ever (R29)', async () => {
    for (const [method, path] of [
      ['OPTIONS', '/rpc/app.info'],
      ['OPTIONS', '/'],
      ['GET', '/'],
      ['POST', '/rpc/app.info'],
    ] as const) {
      const answer = await raw(
        `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: http://evil.test\r\nConnection: close\r\n\r\n`,
      );
      expect(statusOf(answer)).toBe(403);
      expect(answer.toLowerCase()).not.toContain('access-control');
    }
    const own = await fetch(address('/rpc/app.info'), { method: 'OPTIONS' });
    expect(own.status).toBe(405);
  });

  it('upgrades nothing (R31)', async () => {
    const answer = await raw(
      `GET /events HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    );
    expect(statusOf(answer)).not.toBe(101);
  });

  it('is bound to 127.0.0.1 alone, with a new token of 256 bits each time (R25, R28)', async () => {
    const again = await start();
    expect(Buffer.from(server.token, 'base64url')).toHaveLength(32);
    expect(again.token).not.toBe(server.token);
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/#token=${server.token}`);
    await again.close();
    await expect(
      new Promise((resolve, reject) => connect(server.port, '::1', () => resolve('open')).on('error', reject)),
    ).rejects.toThrow();
    await expect(start({ port: server.port })).rejects.toMatchObject({ code: 'busy' });
    expect(logged.join('\n')).not.toContain(server.token);
  });
});

describe('calls', () => {
  it('passes method and input on, and the reply back', async () => {
    const response = await rpc('app.info', '{"a":[1,"ü"]}');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      ok: true,
      data: { method: 'app.info', input: { a: [1, 'ü'] } },
      revision: 1,
    });
  });

  it.each(['', '{', 'undefined', '{"a":NaN}'])('%j is no JSON', async (body) => {
    const response = await rpc('app.info', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'bad_request' } });
    expect(core.calls).toEqual([]);
  });

  it('stops at 1 MiB, announced or not', async () => {
    expect((await rpc('app.info', JSON.stringify('x'.repeat(1024 * 1024 - 2)))).status).toBe(200);
    const big = `"${'x'.repeat(1024 * 1024)}"`;
    const chunk = `${big.length.toString(16)}\r\n${big}\r\n0\r\n\r\n`;
    const answer = await raw(
      `POST /rpc/app.info HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nX-Bellwether-Token: ${server.token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunk}`,
    );
    expect(statusOf(answer)).toBe(413);
    expect(core.calls).toHaveLength(1);
  });

  it('cuts off who does not finish the headers', async () => {
    await server.close();
    server = await start({ slowHeadersMs: 200 });
    const begun = Date.now();
    const answer = await raw('GET / HTTP/1.1\r\nHost: ');
    expect(Date.now() - begun).toBeLessThan(5000);
    expect(answer).toBe('');
  });

  it('closes a connection that a browser opened ahead of need without a word', async () => {
    server = await start({ slowHeadersMs: 200 });
    expect(await raw('')).toBe('');
  });
});

describe('uploads (R33)', () => {
  it('stores the bytes in a private file under a random name and hands it to the core', async () => {
    const body = 'account_id,name\n1,Ünïcode\n';
    const response = await fetch(address(`/files?name=${encodeURIComponent('..\\..\\up/../Acme\u202E 2026.CSV')}`), {
      method: 'POST',
      headers: { ...key(), 'content-type': 'application/octet-stream' },
      body,
    });
    expect(await response.json()).toMatchObject({ ok: true, data: { ref: 'source-1', name: 'Acme 2026.CSV' } });
    const [source] = core.sources;
    expect(source).toMatchObject({ temporary: true, text: body });
    expect(source?.path).toMatch(/[/\\][0-9a-f]{32}\.csv$/);
    if (process.platform !== 'win32') expect(statSync(source?.path ?? '').mode & 0o777).toBe(0o600);
  });

  it('leaves nothing behind when the core refuses', async () => {
    core.addSource = async () => {
      throw new AppError('not_a_table', 'That is no table.');
    };
    const response = await fetch(address('/files?name=a.csv'), {
      method: 'POST',
      headers: { ...key(), 'content-type': 'application/octet-stream' },
      body: 'x',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ ok: false, error: { code: 'not_a_table' } });
    expect(readdirSync(core.uploadDir)).toEqual([]);
  });

  it('leaves nothing behind when the client goes away', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(
          `POST /files?name=a.csv HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nX-Bellwether-Token: ${server.token}\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000\r\n\r\nhalf`,
        );
        setTimeout(() => socket.destroy(), 100);
      });
      socket.on('close', () => resolve());
    });
    await expect.poll(() => readdirSync(core.uploadDir)).toEqual([]);
    expect(core.sources).toEqual([]);
  });
});

describe('exports', () => {
  const newExport = async (name: string): Promise<string> => {
    const response = await fetch(address(`/exports?name=${encodeURIComponent(name)}`), {
      method: 'POST',
      headers: { ...key(), 'content-type': 'application/json' },
      body: '{}',
    });
    return ((await response.json()) as { data: { target: string } }).data.target;
  };
  const get = (target: string): Promise<Response> => fetch(address(`/exports/${target}`), { headers: key() });

  it('are written to a private place, handed over once as a download, and gone then', async () => {
    const target = await newExport("../Acme's (June)\u202E.csv");
    const [place] = core.targets;
    expect(place).toMatchObject({ name: "-Acme's (June).csv", temporary: true });
    expect(place?.path.startsWith(core.uploadDir)).toBe(true);
    expect(JSON.stringify(target)).not.toContain(core.uploadDir);
    expect((await get(target)).status).toBe(404);

    const text = 'account_id,name\r\n1,Ünï\r\n'.repeat(50_000);
    writeFileSync(place?.path ?? '', text, { mode: 0o600 });
    const response = await get(target);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''-Acme%27s%20%28June%29.csv");
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(response.headers.get(name)).toBe(value);
    expect(await response.text()).toBe(text);
    await expect.poll(() => readdirSync(core.uploadDir)).toEqual([]);
    const again = await get(target);
    expect(again.status).toBe(404);
    expect(await again.json()).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('know no other file', async () => {
    writeFileSync(join(core.uploadDir, 'upload.csv'), 'secret');
    for (const ref of ['..%2Fupload.csv', 'upload.csv', '00000000-0000-4000-8000-00000000000f'])
      expect(await (await get(ref)).text()).not.toContain('secret');
  });
});

describe('events', () => {
  it('streams one JSON line an event and lets go when the window closes', async () => {
    const abort = new AbortController();
    const response = await fetch(address('/events'), { headers: key(), signal: abort.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('\n');
    core.emit({ topic: 'data-changed', revision: 7 });
    expect((await reader?.read())?.value).toBe('{"topic":"data-changed","revision":7}\n');
    abort.abort();
    await expect.poll(() => core.listeners.size).toBe(0);
  });
});

describe('the end', () => {
  it('stops by itself when nobody has been there, but not while a window is open', async () => {
    let clock = 0;
    const idle = await start({ idleMinutes: 0.01, now: () => clock });
    const abort = new AbortController();
    await fetch(`http://127.0.0.1:${idle.port}/events`, {
      headers: { 'x-bellwether-token': idle.token },
      signal: abort.signal,
    });
    clock = 10 * 60_000;
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect((await fetch(`http://127.0.0.1:${idle.port}/`)).status).toBe(200);
    abort.abort();
    await new Promise((resolve) => setTimeout(resolve, 50));
    clock = 20 * 60_000;
    expect(await idle.stopped).toBe('idle');
    await expect(fetch(`http://127.0.0.1:${idle.port}/`)).rejects.toThrow();
  });

  it('closes with open streams, and twice', async () => {
    await fetch(address('/events'), { headers: key() });
    await Promise.all([server.close(), server.close()]);
    expect(await server.stopped).toBe('closed');
    await expect.poll(() => core.listeners.size).toBe(0);
  });
});
