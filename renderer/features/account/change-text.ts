import type { Waterfall } from '#shared/contract/account.ts';
import { formatDayMonth } from '#shared/format/date.ts';
import { formatNumber } from '#shared/format/number.ts';

/** `003-signal v2` of `003-signal@2`. */
export function versionName(modelVersion: string): string {
  const at = modelVersion.lastIndexOf('@');
  return at < 0 ? modelVersion : `${modelVersion.slice(0, at)} v${modelVersion.slice(at + 1)}`;
}

export const KINDS: Readonly<Record<Waterfall['parts'][number]['kind'], string>> = {
  behaviour: 'customer behaviour',
  coverage: 'missing data',
  model: 'model version',
  override: 'override',
};

/**
 * What was shown then and what is shown now, where more than the customer lies between them: another version of the
 * model, or an override. Null where the two scores compare as they stand.
 */
export function thenAndNow(change: Waterfall, modelVersion: string, locale: string): string | null {
  const moved = (kind: Waterfall['parts'][number]['kind']): boolean =>
    change.parts.some((part) => part.kind === kind && Math.abs(part.value) >= 0.05);
  const version = change.versionBefore !== null;
  const override = moved('override');
  if (!version && !override) return null;
  const then = `On ${formatDayMonth(change.from, locale)} ${formatNumber(change.before, locale, 1)} was shown`;
  const under = version ? `, under ${versionName(change.versionBefore ?? '')}` : '';
  const now = `; ${formatNumber(change.after, locale, 1)} now${version ? `, under ${versionName(modelVersion)}` : ''}`;
  return `${then}${under}${now}${override ? '. An override stands at one of the two dates' : ''}.`;
}
