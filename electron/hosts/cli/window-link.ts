import { type Address, EMPTY_FILTERS, formatHash } from '#shared/contract/address.ts';

/** Quotes an argument so that the shell of the platform hands it over as it is. */
function quoted(text: string, platform: NodeJS.Platform): string {
  if (/^[\w./:\\-]+$/.test(text)) return text;
  return platform === 'win32' ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * The last line of a readable answer: how to see the same in the window. Null for an answer under a model of the user's
 * choice, which the window does not show.
 * `shown` is the as-of date of the answer; only where a date was asked for does the link name it.
 */
export function windowLink(
  workspace: string,
  at: Pick<Address, 'view'> & Partial<Address>,
  options: { readonly asOf?: string; readonly model?: string },
  shown: string,
  platform: NodeJS.Platform = process.platform,
): string | null {
  if (options.model !== undefined) return null;
  const address = formatHash({
    id: null,
    filters: EMPTY_FILTERS,
    asOf: options.asOf === undefined ? null : shown,
    params: {},
    ...at,
  });
  const hash = address.replaceAll("'", '%27');
  return `Open in the window: npm start -- ${quoted(workspace, platform)} ${platform === 'win32' ? `"${hash}"` : `'${hash}'`}`;
}

/** A readable answer, and below it the way to the window. */
export function withLink(text: string, link: string | null): string {
  return link === null ? text : `${text}\n\n${link}`;
}
