import { formatDate } from '#shared/format/date.ts';
import { formatMoney } from '#shared/format/money.ts';
import { formatNumber } from '#shared/format/number.ts';
import { isoFromDay, MS_PER_DAY } from '#shared/model/day.ts';
import { bdi, type Html, html } from './html.ts';
import { REPORT_STYLE } from './style.ts';

export type ReportSubject = {
  readonly workspace: string;
  /** Version of the application. */
  readonly version: string;
  readonly contract: string;
  /** Epoch ms. */
  readonly madeAt: number;
};

export const LOCALE = 'en-US';
const TITLE = 120;

export const n = (value: number): string => formatNumber(value, LOCALE);
export const reportDate = (iso: string | null): string => formatDate(iso, LOCALE);
export const dayOf = (epochMs: number): string => reportDate(isoFromDay(Math.floor(epochMs / MS_PER_DAY)));
export const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${[...text].slice(0, length - 1).join('')}…`;

/** The currency of amounts that nobody knows. */
export const NO_CURRENCY = '';
/** An amount in short form; a dash where it, or all ARR, is unknown. */
export const arrText = (amount: number | null, currency: string): string =>
  formatMoney(currency === NO_CURRENCY ? null : amount, LOCALE, currency);

/** What made the report, and when. */
export const madeBy = ({ version, contract, madeAt }: ReportSubject): string =>
  `Bellwether ${version}, contract ${contract}, made on ${dayOf(madeAt)}.`;

/** A report as one self-contained document: no script, nothing loaded, every text escaped. */
export function page(parts: {
  /** `Data quality of`, and of what. */
  readonly what: string;
  readonly of: string;
  readonly when: string;
  readonly head: Html;
  readonly main: Html;
  readonly footer: Html;
}): string {
  const name = shorten(parts.of, TITLE);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${parts.what} ${name}</title>
<style>${{ markup: REPORT_STYLE }}</style>
</head>
<body>
<header>
<div class="kicker"><span>${parts.what} <b>${bdi(name)}</b></span><span>${parts.when}</span></div>
${parts.head}
</header>
<main>
${parts.main}
</main>
${parts.footer}
</body>
</html>
`.markup;
}
