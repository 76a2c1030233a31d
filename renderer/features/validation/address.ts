/** What the view keeps in its address: tab, options of the back-test, and the score at which the line is drawn. */

import type { BackTestInput } from '#shared/contract/validation.ts';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { navigate } from '../../state/navigation.ts';

export const TABS = [
  { id: '', label: 'Evidence' },
  { id: 'calibration', label: 'Calibration' },
  { id: 'reviews', label: 'Reviews' },
] as const;
export type Tab = (typeof TABS)[number]['id'];

export const HORIZONS = [
  { value: '90', label: '90 days' },
  { value: '180', label: '180 days' },
  { value: '365', label: '365 days' },
  { value: 'renewal', label: 'At renewal' },
] as const;
export type Horizon = (typeof HORIZONS)[number]['value'];
export const DAYS = { '90': 90, '180': 180, '365': 365, renewal: 'renewal' } as const;

export const OUTCOMES = [
  { value: 'churn', label: 'Churn' },
  { value: 'contraction', label: 'Contraction' },
] as const;
export type Outcome = (typeof OUTCOMES)[number]['value'];

/** Months of history whose landmarks count; `all` for everything there is. */
export const PERIODS = [
  { value: 'all', label: 'All history' },
  { value: '12', label: 'Last 12 months' },
  { value: '24', label: 'Last 24 months' },
  { value: 'custom', label: 'From … to …' },
] as const;
export type Period = (typeof PERIODS)[number]['value'];

export type Params = Readonly<Record<string, string>>;

export type Options = {
  /** null: the official version. */
  readonly model: string | null;
  readonly horizon: Horizon;
  readonly outcome: Outcome;
  readonly period: Period;
  readonly from: string | null;
  readonly to: string | null;
  readonly segment: string | null;
};

export function tabOf(params: Params): Tab {
  return TABS.find(({ id }) => id === params.tab)?.id ?? '';
}

/** `segment` is the filter of that name: one segment can be judged alone, several cannot. */
export function optionsOf(params: Params, segment: readonly string[] | undefined): Options {
  return {
    model: params.model || null,
    horizon: HORIZONS.find(({ value }) => value === params.horizon)?.value ?? '90',
    outcome: OUTCOMES.find(({ value }) => value === params.outcome)?.value ?? 'churn',
    period: PERIODS.find(({ value }) => value === params.period)?.value ?? 'all',
    from: dayOf(params.from),
    to: dayOf(params.to),
    segment: segment?.length === 1 ? (segment[0] ?? null) : null,
  };
}

/** What the core is asked. `last` is the newest snapshot: a period of months ends there. */
export function inputOf(options: Options, last: string | null): BackTestInput {
  const end = last === null ? null : dayFromIso(last);
  const months = options.period === '12' ? 365 : options.period === '24' ? 730 : null;
  const from =
    options.period === 'custom' ? options.from : months !== null && end !== null ? isoFromDay(end - months) : null;
  const to = options.period === 'custom' ? options.to : null;
  return {
    horizon: DAYS[options.horizon],
    outcome: options.outcome,
    ...(options.model === null ? {} : { model: options.model }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(options.segment === null ? {} : { segment: options.segment }),
  };
}

/** Score below which an account is flagged in the explorer: a whole number, 0 to 100; null leaves it to the tiers. */
export function cutOf(params: Params): number | null {
  const cut = params.cut === undefined || params.cut === '' ? Number.NaN : Number(params.cut);
  return Number.isInteger(cut) && cut >= 0 && cut <= 100 ? cut : null;
}

/** Moves the window; an option at its default leaves the address. */
export function setParams(params: Params, next: Params, options: { readonly replace?: boolean } = {}): void {
  navigate({ params: { ...params, ...next } }, options);
}

function dayOf(text: string | undefined): string | null {
  return text !== undefined && dayFromIso(text) !== null ? text : null;
}
