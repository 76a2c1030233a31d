/** What the view keeps in its address: dimension, figure, the two compared cohorts, seasons and the initiative. */
import { dayFromIso } from '#shared/model/day.ts';
import type { CohortDimensions } from '../../data/cohorts.ts';
import { navigate } from '../../state/navigation.ts';

export const METRICS = [
  { value: 'logo', label: 'Logo' },
  { value: 'gross', label: 'Gross ARR' },
  { value: 'net', label: 'Net ARR' },
  { value: 'health', label: 'Health' },
] as const;
/** What the view is about first. */
export type Topic = (typeof METRICS)[number]['value'];
/** A figure of the retention triangle. */
export type Metric = Exclude<Topic, 'health'>;

/** Months from one column of the triangle to the next. */
export const STEPS = [
  { value: 'quarter', label: 'Quarters', months: 3 },
  { value: 'month', label: 'Months', months: 1 },
] as const;
export type Step = (typeof STEPS)[number];

/** Weeks before and after an initiative. */
export const WEEKS = [
  { value: '4', label: '4' },
  { value: '8', label: '8' },
  { value: '12', label: '12' },
  { value: '26', label: '26' },
] as const;

export type Params = Readonly<Record<string, string>>;
export type Dimension = CohortDimensions['dimensions'][number];

export function topicOf(params: Params): Topic {
  return METRICS.find(({ value }) => value === params.metric)?.value ?? 'logo';
}

/** What the address says, or logos beside the figures of health. */
export function metricOf(params: Params): Metric {
  const topic = topicOf(params);
  return topic === 'health' ? 'logo' : topic;
}

/** As the address says, else months for cohorts that are months, else quarters. */
export function stepOf(params: Params, by: string): Step {
  const wanted = params.step ?? (by === 'startMonth' ? 'month' : 'quarter');
  return STEPS.find(({ value }) => value === wanted) ?? STEPS[0];
}

/** The dimension of the address where it has cohorts, else the quarter of the start, else the first that has any. */
export function dimensionOf(params: Params, dimensions: readonly Dimension[]): Dimension | null {
  const usable = dimensions.filter((dimension) => dimension.cohorts > 0);
  return (
    usable.find(({ id }) => id === params.by) ??
    usable.find(({ id }) => id === 'startQuarter') ??
    usable[0] ??
    dimensions[0] ??
    null
  );
}

/** Day, length and touched cohort of the initiative; what does not hold is null. */
export function initiativeOf(params: Params): {
  readonly date: string | null;
  readonly weeks: (typeof WEEKS)[number]['value'];
  readonly touched: string | null;
} {
  return {
    date: params.on !== undefined && dayFromIso(params.on) !== null ? params.on : null,
    weeks: WEEKS.find(({ value }) => value === params.weeks)?.value ?? '12',
    touched: params.touched || null,
  };
}

/** The parameters with some changed; another dimension drops what was said about cohorts of the one before. */
export function changedParams(params: Params, next: Params): Params {
  if (next.by === undefined || next.by === params.by) return { ...params, ...next };
  const { a: _a, b: _b, touched: _touched, step: _step, season: _season, ...rest } = params;
  return { ...rest, ...next };
}

/** Parameters that make `value` the cohort of a letter; picking the one of the other letter swaps the two. */
export function pairWith(
  pair: { readonly a: string; readonly b: string } | null,
  letter: 'a' | 'b',
  value: string,
): Params {
  const other = letter === 'a' ? 'b' : 'a';
  const kept = pair?.[other] ?? '';
  return { [letter]: value, [other]: kept === value ? (pair?.[letter] ?? '') : kept };
}

/** Moves the window; `replace` where the change is a detail that Back should not undo step by step. */
export function setParams(params: Params, next: Params, options: { readonly replace?: boolean } = {}): void {
  navigate({ params: changedParams(params, next) }, options);
}
