import type { QualityReport } from '#shared/contract/quality.ts';
import { formatNumber } from '#shared/format/number.ts';
import { formatCount, joinWords } from '#shared/format/words.ts';
import { isoFromDay, MS_PER_DAY } from '#shared/model/day.ts';
import { CHECKED_TEXT, SCORE_TEXT } from '../quality/texts.ts';
import { bar, bdi, type Html, html, NOTHING } from './html.ts';
import { reportDate as date, LOCALE, madeBy, n, page, type ReportSubject, shorten } from './page.ts';

type Source = QualityReport['sources'][number];
type Issue = QualityReport['issues'][number];

const SHOWN_ROWS = 3;
const SHOWN_BATCHES = 24;

const points = (score: number | null): string => formatNumber(score, LOCALE, 1);
const titled = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1).replace(/_/g, ' ')}`;

/** The data-quality report as one self-contained document: no script, nothing loaded, every cell text escaped. */
export function qualityHtml(report: QualityReport, subject: ReportSubject): string {
  return page({
    what: 'Data quality of',
    of: subject.workspace,
    when: report.asOf === null ? 'no data yet' : `as of ${date(report.asOf)}`,
    head: html`${finding(report)}
${figures(report)}`,
    main: html`${report.accounts === 0 ? NOTHING : distribution(report.distribution)}
${sourcesTable(report.sources)}
${issues(report.issues)}
${completeness(report.sources)}
${worst(report.worst)}
${imports(report.trend)}`,
    footer: footer(report, subject),
  });
}

function finding(report: QualityReport): Html {
  if (report.accounts === 0) return html`<h1>There is nothing to judge yet: no accounts have been imported.</h1>`;
  const first = report.issues.find((issue) => issue.severity !== 'info');
  return html`<h1>The data earns <strong>${points(report.score)} of 100</strong> points. ${first ? first.message : 'Nothing in it contradicts itself.'}</h1>`;
}

/** `4 errors and 6 warnings`. */
function found(report: QualityReport): string {
  const of = (severity: Issue['severity'], name: string): string[] => {
    const count = report.issues.filter((issue) => issue.severity === severity).length;
    return count === 0 ? [] : [formatCount(count, LOCALE, name)];
  };
  return (
    joinWords([...of('error', 'error'), ...of('warning', 'warning'), ...of('info', 'note')]) || 'nothing to correct'
  );
}

function figures(report: QualityReport): Html {
  const delivered = report.sources.filter((source) => source.rows > 0);
  const stale = delivered.filter((source) => source.freshness === 'stale').length;
  const rows = delivered.reduce((sum, source) => sum + source.rows, 0);
  const left = report.sources.reduce((sum, source) => sum + source.rejected + source.waiting, 0);
  return html`<dl class="figures">
<div><dt>Quality score</dt><dd>${points(report.score)}</dd><dd>mean over ${formatCount(report.accounts, LOCALE, 'account')}</dd></div>
<div><dt>Sources</dt><dd>${delivered.length} of ${report.sources.length}</dd><dd>${stale === 0 ? 'none stale' : `${stale} stale`}</dd></div>
<div><dt>Rows</dt><dd>${n(rows)}</dd><dd>${left === 0 ? 'none rejected or waiting' : `${n(left)} more rejected or waiting`}</dd></div>
<div><dt>Findings</dt><dd>${report.issues.length}</dd><dd>${found(report)}</dd></div>
</dl>`;
}

function distribution(counts: readonly number[]): Html {
  const most = Math.max(1, ...counts);
  const width = 73;
  const bars = counts.map((count, at) => {
    const height = (count / most) * 52;
    return html`<rect x="${at * width + 2}" y="${(68 - height).toFixed(1)}" width="${width - 4}" height="${height.toFixed(1)}"/>
<text class="value" x="${at * width + width / 2}" y="${(63 - height).toFixed(1)}" text-anchor="middle">${count === 0 ? '' : n(count)}</text>
<text x="${at * width + width / 2}" y="82" text-anchor="middle">${at * 10} to ${at * 10 + 10}</text>`;
  });
  return html`<section><h2>Accounts by quality score <small>higher is better</small></h2>
<svg class="chart" viewBox="0 0 730 86" role="img" aria-label="Accounts by quality score: ${joinWords(counts.map((count, at) => `${at * 10} to ${at * 10 + 10}: ${count}`))}">
<line x1="0" x2="730" y1="68.5" y2="68.5"/>${bars}</svg></section>`;
}

function freshness(source: Source): Html {
  const { ageDays, staleAfterDays } = source;
  const age = ageDays === null ? '' : `${n(ageDays)}\u00a0d`;
  switch (source.freshness) {
    case 'fresh':
      return html`<span class="good">fresh</span>, ${age}`;
    case 'stale':
      return html`<span class="bad">stale</span>, ${age}; limit ${staleAfterDays ?? 0}\u00a0d`;
    case 'missing':
      return html`<span class="dim">not delivered</span>`;
    case 'undated':
      return html`<span class="dim">${ageDays === null ? 'no dates' : `${age}; no limit`}</span>`;
  }
}

function sourcesTable(all: readonly Source[]): Html {
  const sources = all.filter((source) => source.rows + source.rejected + source.waiting > 0);
  const absent = all.filter((source) => !sources.includes(source));
  const count = (value: number): Html =>
    value === 0 ? html`<td class="n dim">0</td>` : html`<td class="n bad">${n(value)}</td>`;
  return html`<section><h2>Sources</h2>${
    sources.length === 0
      ? NOTHING
      : html`<table><thead><tr><th>Source</th><th class="n">Rows</th><th class="n">Accounts</th><th>Oldest</th><th>Newest</th><th>Freshness, age</th><th class="n">Duplicates</th><th class="n">Rejected</th><th class="n">Waiting</th></tr></thead><tbody>
${sources.map(
  (source) =>
    html`<tr><td class="d">${titled(source.kind)}</td><td class="n">${n(source.rows)}</td><td class="n">${n(source.accounts)}</td><td class="d">${date(source.oldest)}</td><td class="d">${date(source.newest)}</td><td>${freshness(source)}</td>${count(source.duplicates)}${count(source.rejected)}${count(source.waiting)}</tr>`,
)}
</tbody></table>`
  }${absent.length === 0 ? NOTHING : html`<p class="empty">Not delivered: ${joinWords(absent.map((source) => source.kind))}.</p>`}</section>`;
}

/** Severity marks have a shape of their own, as tiers have. */
const MARKS: Readonly<Record<Issue['severity'], { readonly name: string; readonly mark: Html }>> = {
  error: {
    name: 'Errors',
    mark: html`<svg viewBox="0 0 9 9" aria-hidden="true"><path d="M0 .8h9L4.500 8.600z" fill="#740c36"/></svg>`,
  },
  warning: {
    name: 'Warnings',
    mark: html`<svg viewBox="0 0 9 9" aria-hidden="true"><path d="M4.500 0 9 4.500 4.500 9 0 4.500z" fill="#b43f0d"/></svg>`,
  },
  info: {
    name: 'Notes',
    mark: html`<svg viewBox="0 0 9 9" aria-hidden="true"><path d="M.7.7h7.600v7.600H.7z" fill="#8a8f98"/></svg>`,
  },
};

function issues(all: readonly Issue[]): Html {
  if (all.length === 0) return html`<section><h2>Findings</h2><p>Nothing was found.</p></section>`;
  return html`<section><h2>Findings</h2>${(['error', 'warning', 'info'] as const).map((severity) => {
    const some = all.filter((issue) => issue.severity === severity);
    const { name, mark } = MARKS[severity];
    return some.length === 0 ? NOTHING : html`<h3>${mark}${name}, ${some.length}</h3>${some.map(issueBlock)}`;
  })}</section>`;
}

function issueBlock(issue: Issue): Html {
  const rows = issue.rows.slice(0, SHOWN_ROWS).map((row) => {
    const who = row.accountName === null ? NOTHING : html`${bdi(shorten(row.accountName, 60))}, `;
    const what =
      row.accountId === row.row || row.row === '' ? bdi(shorten(row.accountId ?? '', 60)) : bdi(shorten(row.row, 80));
    const batch = row.batchId === null ? NOTHING : html` <span class="dim">batch ${row.batchId}</span>`;
    return html`<li>${who}${what}: ${bdi(shorten(row.detail, 200))}${batch}</li>`;
  });
  return html`<div class="issue"><span class="kind">${issue.kind}</span><p>${bdi(issue.message)}</p><ul>${rows}</ul></div>`;
}

function completeness(sources: readonly Source[]): Html {
  const delivered = sources.filter((source) => source.rows > 0);
  if (delivered.length === 0) return NOTHING;
  return html`<section><h2>How far columns are filled <small>share of rows with a value; of usage, share of accounts with the metric</small></h2>
${delivered.map(({ kind, completeness: columns }) => {
  const partly = columns.filter((column) => column.filled > 0 && column.filled < 100);
  return html`<div class="source"><h3>${titled(kind)}</h3>${
    partly.length === 0
      ? NOTHING
      : html`<div class="columns">${partly.map(
          ({ column, filled }) =>
            html`<div><span title="${column}">${bdi(columnName(column))}</span>${bar(filled)}<span class="n">${share(filled)}</span></div>`,
        )}</div>`
  }${listed('Filled everywhere', columns, 100)}${listed('Filled nowhere', columns, 0)}</div>`;
})}</section>`;
}

const columnName = (column: string): string => shorten(column.replace(/_/g, ' '), 80);

function listed(title: string, columns: Source['completeness'], filled: number): Html {
  const names = columns.filter((column) => column.filled === filled).map(({ column }) => columnName(column));
  return names.length === 0 ? NOTHING : html`<p class="empty">${title}: ${bdi(names.join(', '))}.</p>`;
}

/** 99.96 is not 100, and 0.02 is not nothing. */
function share(percent: number): string {
  if (percent > 0 && percent < 1) return '<1%';
  return `${n(percent === 100 ? 100 : Math.min(99, Math.round(percent)))}%`;
}

function worst(accounts: QualityReport['worst']): Html {
  if (accounts.length === 0) return NOTHING;
  const common =
    accounts.length < 2
      ? []
      : (accounts[0]?.missing ?? []).filter((part) => accounts.every(({ missing }) => missing.includes(part)));
  const rest = (missing: readonly string[]): string =>
    joinWords(missing.filter((part) => !common.includes(part))) || '–';
  const others = accounts.some(({ missing }) => missing.length > common.length);
  return html`<section><h2>Accounts with the lowest score <small>lowest first</small></h2>${
    common.length === 0 ? NOTHING : html`<p>All ${n(accounts.length)} lack ${joinWords(common)}.</p>`
  }<table><thead><tr><th class="w">Account</th><th class="i">Id</th><th class="n">Score</th><th class="n">Contradictions</th>${others ? html`<th>${common.length === 0 ? 'Missing' : 'Missing as well'}</th>` : NOTHING}</tr></thead><tbody>
${accounts.map(
  (account) =>
    html`<tr><td>${bdi(shorten(account.name, 80))}</td><td class="dim">${bdi(shorten(account.accountId, 36))}</td><td class="n">${n(account.score)}</td><td class="n">${n(account.issues)}</td>${others ? html`<td class="dim">${rest(account.missing)}</td>` : NOTHING}</tr>`,
)}
</tbody></table></section>`;
}

function imports(trend: QualityReport['trend']): Html {
  if (trend.length === 0) return NOTHING;
  const shown = trend.slice(-SHOWN_BATCHES);
  const part = (value: number): Html =>
    html`<td class="n ${value === 0 ? 'dim' : ''}">${value === 0 ? '0%' : html`${bar(value * 100, 'bad')} ${share(value * 100)}`}</td>`;
  return html`<section><h2>Imports <small>${shown.length < trend.length ? `the last ${shown.length} of ${trend.length}` : formatCount(trend.length, LOCALE, 'batch', 'batches')}, oldest first; share of rows</small></h2><table><thead><tr><th class="n">Batch</th><th>File</th><th>Imported</th><th class="n">Rows</th><th class="n">Rejected</th><th class="n">Duplicates</th><th class="n">Waiting</th></tr></thead><tbody>
${shown.map(
  (batch) =>
    html`<tr><td class="n">${batch.batchId}</td><td>${bdi(shorten(batch.file, 60))} <span class="dim">${batch.kind.replace(/_/g, ' ')}</span></td><td class="d">${date(isoFromDay(Math.floor(batch.importedAt / MS_PER_DAY)))}</td><td class="n">${n(batch.rowsRead)}</td>${part(batch.rejectedShare)}${part(batch.duplicateShare)}${part(batch.waitingShare)}</tr>`,
)}
</tbody></table></section>`;
}

/** `1 to 17, 19`. */
function ranges(ids: readonly number[]): string {
  const spans: { from: number; to: number }[] = [];
  for (const id of ids) {
    const last = spans.at(-1);
    if (last && id === last.to + 1) last.to = id;
    else spans.push({ from: id, to: id });
  }
  return spans.map(({ from, to }) => (from === to ? n(from) : `${n(from)} to ${n(to)}`)).join(', ');
}

function footer(report: QualityReport, subject: ReportSubject): Html {
  const batches = report.trend.map((batch) => batch.batchId);
  return html`<footer><p><b>What was checked.</b> ${CHECKED_TEXT}</p><p><b>How the score is computed.</b> ${SCORE_TEXT}</p>
<p>${batches.length === 0 ? 'No imports.' : `Import batches ${ranges(batches)}.`} ${madeBy(subject)}</p></footer>`;
}
