import { createHash, timingSafeEqual } from 'node:crypto';
import type { ErrorCode } from '#shared/contract/errors.ts';

/** The largest JSON body; uploads are streamed and have a limit of their own. */
export const MAX_BODY_BYTES = 1024 * 1024;
export const TOKEN_HEADER = 'x-bellwether-token';

export type GuardedRequest = {
  readonly method: string;
  /** The request target as it was sent. */
  readonly target: string;
  /** Names and values alternating, as sent; duplicates are visible only here. */
  readonly rawHeaders: readonly string[];
  readonly port: number;
  readonly token: string;
};

export type Route =
  | { readonly kind: 'static'; readonly path: string; readonly head: boolean }
  | { readonly kind: 'rpc'; readonly method: string }
  | { readonly kind: 'files'; readonly name: string }
  | { readonly kind: 'new-export'; readonly name: string }
  | { readonly kind: 'export'; readonly ref: string }
  | { readonly kind: 'events' };

export type Refusal = {
  readonly ok: false;
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
};
export type Verdict = { readonly ok: true; readonly route: Route } | Refusal;

function refuse(status: number, code: ErrorCode, message: string): Refusal {
  return { ok: false, status, code, message };
}

/** All values of a header. Browsers never repeat the ones asked for here, so two values are as bad as a wrong one. */
function headerValues(rawHeaders: readonly string[], name: string): string[] {
  const values: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() === name) values.push(rawHeaders[i + 1] ?? '');
  }
  return values;
}

function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function routeOf(method: string, target: string): Route | Refusal {
  const rpc = /^\/rpc\/([A-Za-z][A-Za-z0-9.-]{0,63})$/.exec(target)?.[1];
  const named = /^\/(files|exports)(?:\?(.*))?$/.exec(target);
  if (rpc || named) {
    if (method !== 'POST') return refuse(405, 'bad_request', 'Only POST is allowed here.');
    if (rpc) return { kind: 'rpc', method: rpc };
    const query = new URLSearchParams(named?.[2] ?? '');
    const name = query.get('name');
    if (!name || [...query.keys()].length !== 1)
      return refuse(400, 'bad_request', 'A file needs a name and nothing else.');
    return { kind: named?.[1] === 'files' ? 'files' : 'new-export', name };
  }
  const ref = /^\/exports\/([0-9a-f-]{36})$/.exec(target)?.[1];
  if (ref || target === '/events') {
    if (method !== 'GET') return refuse(405, 'bad_request', 'Only GET is allowed here.');
    return ref ? { kind: 'export', ref } : { kind: 'events' };
  }
  if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'bad_request', 'Only GET is allowed here.');
  return { kind: 'static', path: target, head: method === 'HEAD' };
}

/**
 * A person following a link or the hand-off file to the start page. It carries no token and reads nothing, so it may come
 * from anywhere; a fetch, frame or form of another site may not.
 */
function isVisit(request: GuardedRequest): boolean {
  const one = (name: string, value: string): boolean => headerValues(request.rawHeaders, name).join() === value;
  return (
    request.method === 'GET' &&
    request.target === '/' &&
    one('sec-fetch-mode', 'navigate') &&
    one('sec-fetch-dest', 'document')
  );
}

function checkOrigin(request: GuardedRequest): Refusal | null {
  const hosts = headerValues(request.rawHeaders, 'host');
  const host = hosts[0];
  const own = [`127.0.0.1:${request.port}`, `localhost:${request.port}`];
  if (hosts.length !== 1 || host === undefined || !own.includes(host))
    return refuse(403, 'unauthorized', 'Unknown host.');
  if (!request.target.startsWith('/') || request.target.startsWith('//'))
    return refuse(403, 'unauthorized', 'Unknown address form.');
  const origins = headerValues(request.rawHeaders, 'origin');
  if (origins.length > 1 || (origins.length === 1 && origins[0] !== `http://${host}`))
    return refuse(403, 'unauthorized', 'Unknown origin.');
  const sites = headerValues(request.rawHeaders, 'sec-fetch-site');
  if (sites.length > 1) return refuse(403, 'unauthorized', 'Unknown origin.');
  const site = sites[0];
  const fromOutside = site !== undefined && site !== 'same-origin';
  const typedAddress = site === 'none' && request.method === 'GET' && request.target === '/';
  if (fromOutside && !typedAddress && !isVisit(request))
    return refuse(403, 'unauthorized', 'Another site asked for this.');
  return null;
}

function checkBody(request: GuardedRequest, route: Route): Refusal | null {
  if (route.kind !== 'rpc' && route.kind !== 'files' && route.kind !== 'new-export') return null;
  const types = headerValues(request.rawHeaders, 'content-type');
  const type = types[0]?.split(';')[0]?.trim().toLowerCase();
  const wanted = route.kind === 'files' ? 'application/octet-stream' : 'application/json';
  if (types.length !== 1 || type !== wanted) return refuse(415, 'bad_request', `The content type must be ${wanted}.`);
  const length = headerValues(request.rawHeaders, 'content-length')[0];
  if (route.kind !== 'files' && length !== undefined && Number(length) > MAX_BODY_BYTES)
    return refuse(413, 'too_large', 'The request is too large.');
  return null;
}

/** Decides about a request from its head alone: host, origin, route, token, content type, in this order (R26-R30). */
export function guard(request: GuardedRequest): Verdict {
  const foreign = checkOrigin(request);
  if (foreign) return foreign;
  const route = routeOf(request.method, request.target);
  if ('ok' in route) return route;
  if (route.kind !== 'static') {
    const tokens = headerValues(request.rawHeaders, TOKEN_HEADER);
    if (tokens.length !== 1 || !sameSecret(tokens[0] ?? '', request.token)) {
      return refuse(
        401,
        'unauthorized',
        'The address has lost its key. Open Bellwether again from where it was started.',
      );
    }
  }
  return checkBody(request, route) ?? { ok: true, route };
}
