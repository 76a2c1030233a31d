import { describe, expect, it } from 'vitest';
import { type GuardedRequest, guard, MAX_BODY_BYTES } from './guard.ts';

const token = 'a'.repeat(43);
const port = 4321;
const own = ['Host', '127.0.0.1:4321'];
const key = ['X-Bellwether-Token', token];
const json = ['Content-Type', 'application/json'];

function ask(method: string, target: string, ...headers: string[][]): GuardedRequest {
  return { method, target, rawHeaders: headers.flat(), port, token };
}

function status(request: GuardedRequest): number {
  const verdict = guard(request);
  return verdict.ok ? 200 : verdict.status;
}

describe('host (R26)', () => {
  it.each([
    [['Host', '127.0.0.1:4321'], 200],
    [['Host', 'localhost:4321'], 200],
    [[], 403],
    [['Host', ''], 403],
    [['Host', '127.0.0.1'], 403],
    [['Host', '127.0.0.1:4322'], 403],
    [['Host', 'localhost.:4321'], 403],
    [['Host', '127.0.0.1.:4321'], 403],
    [['Host', 'LOCALHOST:4321'], 403],
    [['Host', 'evil.test:4321'], 403],
    [['Host', 'evil.test'], 403],
    [['Host', '0.0.0.0:4321'], 403],
    [['Host', '[::1]:4321'], 403],
    [['Host', '127.1:4321'], 403],
    [['Host', 'user@127.0.0.1:4321'], 403],
    [['Host', '127.0.0.1:4321', 'Host', '127.0.0.1:4321'], 403],
    [['Host', '127.0.0.1:4321', 'host', 'evil.test'], 403],
    [['Host', '127.0.0.1:4321, evil.test'], 403],
  ])('%j answers %i, for files of the page and for calls', (host, expected) => {
    expect(status(ask('GET', '/', host))).toBe(expected);
    expect(status(ask('POST', '/rpc/app.info', host, key, json))).toBe(expected);
  });

  it.each(['http://127.0.0.1:4321/', 'http://evil.test/', '//evil.test/', '*', 'evil.test:443', ''])(
    'refuses the target %j',
    (target) => {
      expect(status(ask('GET', target, own))).toBe(403);
    },
  );
});

describe('origin and fetch metadata (R27)', () => {
  it.each([
    ['http://127.0.0.1:4321', 200],
    ['http://localhost:4321', 403],
    ['https://127.0.0.1:4321', 403],
    ['http://127.0.0.1:4322', 403],
    ['http://127.0.0.1', 403],
    ['null', 403],
    ['', 403],
    ['http://evil.test', 403],
    ['http://127.0.0.1:4321.evil.test', 403],
    ['file://', 403],
  ])('Origin %j answers %i', (origin, expected) => {
    expect(status(ask('POST', '/rpc/app.info', own, key, json, ['Origin', origin]))).toBe(expected);
  });

  it.each([
    ['GET', '/', 'same-origin', 200],
    ['GET', '/', 'none', 200],
    ['GET', '/', 'cross-site', 403],
    ['GET', '/', 'same-site', 403],
    ['GET', '/assets/index.js', 'none', 403],
    ['GET', '/assets/index.js', 'same-origin', 200],
    ['GET', '/assets/index.js', 'same-site', 403],
    ['GET', '/events', 'none', 403],
    ['POST', '/rpc/app.info', 'none', 403],
    ['POST', '/rpc/app.info', 'cross-site', 403],
    ['POST', '/rpc/app.info', 'same-site', 403],
    ['POST', '/rpc/app.info', 'nonsense', 403],
    ['POST', '/rpc/app.info', 'same-origin', 200],
  ])('%s %s from %s answers %i', (method, target, site, expected) => {
    expect(status(ask(method, target, own, key, json, ['Sec-Fetch-Site', site]))).toBe(expected);
  });

  it('lets a person arrive at the start page from anywhere, and nothing else', () => {
    const visit = [
      ['Sec-Fetch-Site', 'cross-site'],
      ['Sec-Fetch-Mode', 'navigate'],
      ['Sec-Fetch-Dest', 'document'],
    ];
    expect(status(ask('GET', '/', own, ...visit))).toBe(200);
    expect(status(ask('GET', '/assets/index.js', own, ...visit))).toBe(403);
    expect(status(ask('GET', '/events', own, key, ...visit))).toBe(403);
    expect(status(ask('POST', '/rpc/app.info', own, key, json, ...visit))).toBe(403);
    const frame = [
      ['Sec-Fetch-Site', 'cross-site'],
      ['Sec-Fetch-Mode', 'navigate'],
      ['Sec-Fetch-Dest', 'iframe'],
    ];
    expect(status(ask('GET', '/', own, ...frame))).toBe(403);
  });
});

describe('token (R28)', () => {
  it.each([
    [[], 401],
    [['X-Bellwether-Token', ''], 401],
    [['X-Bellwether-Token', 'b'.repeat(43)], 401],
    [['X-Bellwether-Token', token.slice(1)], 401],
    [['X-Bellwether-Token', `${token}a`], 401],
    [['X-Bellwether-Token', token, 'X-Bellwether-Token', token], 401],
    [['Authorization', `Bearer ${token}`], 401],
    [['Cookie', `token=${token}`], 401],
    [['x-bellwether-token', token], 200],
  ])('%j answers %i', (headers, expected) => {
    expect(status(ask('POST', '/rpc/app.info', own, json, headers))).toBe(expected);
    expect(status(ask('GET', '/events', own, headers))).toBe(expected);
    expect(status(ask('POST', '/files?name=a.csv', own, ['Content-Type', 'application/octet-stream'], headers))).toBe(
      expected,
    );
  });

  it('guards exports both ways', () => {
    const ref = '0b5c9c1e-5b1e-4d0e-9b5e-2d6f3a1c7e11';
    expect(guard(ask('GET', `/exports/${ref}`, own, key))).toEqual({ ok: true, route: { kind: 'export', ref } });
    expect(status(ask('GET', `/exports/${ref}`, own))).toBe(401);
    expect(status(ask('POST', `/exports/${ref}`, own, key, json))).toBe(405);
    expect(guard(ask('POST', '/exports?name=a.csv', own, key, json))).toEqual({
      ok: true,
      route: { kind: 'new-export', name: 'a.csv' },
    });
    expect(status(ask('POST', '/exports?name=a.csv', own, json))).toBe(401);
    expect(status(ask('POST', '/exports?name=a.csv', own, key))).toBe(415);
    expect(status(ask('POST', '/exports', own, key, json))).toBe(400);
  });

  it('is not taken from the address', () => {
    expect(status(ask('GET', `/events?token=${token}`, own))).not.toBe(401);
    expect(guard(ask('GET', `/events?token=${token}`, own))).toMatchObject({ ok: true, route: { kind: 'static' } });
    expect(status(ask('POST', `/files?name=a&token=${token}`, own))).toBe(400);
  });
});

describe('method, type and size (R30, R33)', () => {
  it.each([
    ['application/json', 200],
    ['application/json; charset=utf-8', 200],
    ['APPLICATION/JSON', 200],
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/jsonx', 415],
    ['', 415],
  ])('%j answers %i', (type, expected) => {
    expect(status(ask('POST', '/rpc/app.info', own, key, ['Content-Type', type]))).toBe(expected);
  });

  it('refuses a call without a type', () => {
    expect(status(ask('POST', '/rpc/app.info', own, key))).toBe(415);
    expect(status(ask('POST', '/files?name=a.csv', own, key, ['Content-Type', 'text/plain']))).toBe(415);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is no call', (method) => {
    expect(status(ask(method, '/rpc/app.info', own, key, json))).toBe(405);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('%s does not read a page', (method) => {
    expect(status(ask(method, '/', own, key, json))).toBe(405);
  });

  it('refuses a body that says it is too large', () => {
    expect(status(ask('POST', '/rpc/app.info', own, key, json, ['Content-Length', String(MAX_BODY_BYTES)]))).toBe(200);
    expect(status(ask('POST', '/rpc/app.info', own, key, json, ['Content-Length', String(MAX_BODY_BYTES + 1)]))).toBe(
      413,
    );
  });

  it.each(['/rpc/', '/rpc/a/b', '/rpc/app.info?x=1', '/rpc/../etc', `/rpc/${'a'.repeat(65)}`])(
    '%s is no method',
    (target) => {
      expect(status(ask('POST', target, own, key, json))).toBe(405);
    },
  );
});
