import type { OutputOf } from '#shared/contract/index.ts';
import { evidenceSentences, scoredAlone } from '#shared/format/accuracy.ts';
import { formatNumber, formatPercent, formatSigned } from '#shared/format/number.ts';
import { formatCount } from '#shared/format/words.ts';
import { bdi, type Html, html, NOTHING } from './html.ts';
import { arrText, reportDate as date, LOCALE, n, shorten } from './page.ts';

type Accuracy = OutputOf<'whatif.accuracy'>;
type Interval = Accuracy['difference']['rocAuc'];

const SHOWN_CHURNS = 12;
const NAMES = { before: 'the official version', after: 'the scenario' };

/** How both models told churn apart on the past, or why that cannot be said. */
export function accuracySection(
  { accuracyGap }: OutputOf<'whatif.replay'>,
  accuracy: Accuracy | null,
  currency: string,
): Html {
  if (accuracy === null)
    return html`<section><h2>Accuracy on the history</h2><p>${accuracyGap ?? 'It could not be worked out.'}</p></section>`;
  const { accuracy: pair, recommendation, tried } = accuracy;
  const [first, last] = [pair.landmarks[0], pair.landmarks.at(-1)];
  const when =
    first === undefined || last === undefined
      ? ''
      : `${formatCount(pair.landmarks.length, LOCALE, 'landmark')}, ${date(first)} to ${date(last)}, ${pair.horizonDays} days ahead`;
  return html`<section><h2>Accuracy on the history <small>${when}</small></h2>
${pair.rows === 0 ? NOTHING : figuresTable(accuracy)}
<p class="gate">${evidenceSentences(pair.gate.sentence, recommendation.sentence).join(' ')}</p>
<p>${formatCount(pair.rows, LOCALE, 'row')} of ${formatCount(pair.accounts, LOCALE, 'account')} that both score, ${formatCount(pair.churns, LOCALE, 'churn')}. ${scoredAlone(pair, NAMES, LOCALE).join(' ')} ${
    pair.sealed === null
      ? 'There is one landmark only, so none is kept sealed.'
      : `The landmark of ${date(pair.sealed)} is sealed until a version is promoted.`
  } ${tried.warning ?? `${formatCount(tried.count, LOCALE, 'model was', 'models were')} tried on this history.`}</p>
${churns('Churns caught that the official version misses', accuracy.newlyCaught, currency)}
${churns('Churns missed that the official version catches', accuracy.newlyMissed, currency)}</section>`;
}

function figuresTable({ accuracy: { before, after }, difference, brier }: Accuracy): Html {
  const area = (value: number | null): string => formatNumber(value, LOCALE, 3);
  const share = (value: number | null): string => formatPercent(value, LOCALE, 1);
  const said = (interval: Interval, say: (value: number) => string, unit = ''): string =>
    interval === null
      ? '–'
      : `${say(interval.value)} (${say(interval.low)} to ${say(interval.high)}${unit === '' ? '' : ` ${unit}`})`;
  const signed = (value: number): string => formatSigned(value, LOCALE, 3);
  const inPoints = (value: number): string => formatSigned(100 * value, LOCALE, 1);
  const counts = (value: number): string => formatSigned(value, LOCALE, 0);
  const row = (name: string, was: string, now: string, by: string): Html =>
    html`<tr><td>${name}</td><td class="n">${was}</td><td class="n b">${now}</td><td class="n">${by}</td></tr>`;
  return html`<table><thead><tr><th></th><th class="n">Official</th><th class="n">Scenario</th><th class="n">Difference, ${formatPercent(difference.level, LOCALE)} interval</th></tr></thead><tbody>
${row('ROC AUC', area(before.rocAuc), area(after.rocAuc), said(difference.rocAuc, signed))}
${row('Average precision', area(before.averagePrecision), area(after.averagePrecision), said(difference.averagePrecision, signed))}
${row('Brier score of the fitted curve', area(brier.before), area(brier.after), '–')}
${row('Recall at the at-risk bound', share(before.recall), share(after.recall), said(difference.recall, inPoints, 'pt'))}
${row('Precision', share(before.precision), share(after.precision), said(difference.precision, inPoints, 'pt'))}
${row('Churns caught', n(before.caught), n(after.caught), '–')}
${row('False alarms', n(before.falseAlarms), n(after.falseAlarms), said(difference.falseAlarms, counts))}
</tbody></table>`;
}

function churns(title: string, rows: Accuracy['newlyCaught'], currency: string): Html {
  if (rows.length === 0) return NOTHING;
  return html`<h3>${title}, ${n(rows.length)}</h3><table><thead><tr><th class="w">Account</th><th class="n">Official</th><th class="n">Scenario</th><th>Landmark</th><th>Churned</th><th class="n">ARR</th></tr></thead><tbody>
${rows.slice(0, SHOWN_CHURNS).map((row) => html`<tr><td>${bdi(shorten(row.name, 60))}</td><td class="n">${formatNumber(row.before, LOCALE, 1)}</td><td class="n">${formatNumber(row.after, LOCALE, 1)}</td><td class="d">${date(row.landmark)}</td><td class="d">${date(row.churnDate)}</td><td class="n">${arrText(row.arr, currency)}</td></tr>`)}
</tbody></table>${rows.length > SHOWN_CHURNS ? html`<p class="empty">${n(rows.length - SHOWN_CHURNS)} more.</p>` : NOTHING}`;
}
