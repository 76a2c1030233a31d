const KEY = 'bellwether-token';

type TokenHost = {
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
};

/**
 * The token of the loopback server arrives once as `#token=…` (optionally followed by `&` and an address such as
 * `/accounts`), moves to the session's storage and leaves the address bar and the history.
 */
export function takeToken(host: TokenHost): string | null {
  const match = /^#token=([^&]+)(?:&(.*))?$/.exec(host.location.hash);
  if (!match?.[1]) return host.sessionStorage.getItem(KEY);
  const token = decodeURIComponent(match[1]);
  host.sessionStorage.setItem(KEY, token);
  const address = match[2] ? `#${match[2]}` : '';
  host.history.replaceState(null, '', `${host.location.pathname}${host.location.search}${address}`);
  return token;
}
