import type { OutputOf } from '#shared/contract/index.ts';
import type { ModelDifference } from '#shared/contract/models.ts';
import { formatNumber, formatPercent, formatSigned } from '#shared/format/number.ts';
import { formatCount } from '#shared/format/words.ts';
import type { HealthModel, TierRole } from '#shared/model/health-model.ts';
import { bdi, type Html, html, NOTHING } from './html.ts';
import {
  arrText,
  reportDate as date,
  dayOf,
  LOCALE,
  madeBy,
  NO_CURRENCY,
  n,
  page,
  type ReportSubject,
  shorten,
} from './page.ts';
import { accuracySection } from './whatif-accuracy-html.ts';

type Compared = OutputOf<'whatif.compare'>;

export type WhatIfReport = {
  readonly official: HealthModel;
  readonly model: HealthModel;
  /** What is known of a saved scenario; null for a draft, preset or version. */
  readonly scenario: {
    readonly id: number;
    readonly name: string;
    readonly note: string;
    readonly author: string;
    readonly baseVersion: string;
    readonly savedAt: number;
  } | null;
  readonly differences: readonly ModelDifference[];
  readonly compared: Compared;
  readonly workload: OutputOf<'whatif.workload'>;
  readonly history: OutputOf<'whatif.replay'>;
  readonly accuracy: OutputOf<'whatif.accuracy'> | null;
  readonly seed: number;
  readonly dataRevision: number;
};

const SHOWN_CSMS = 15;
const SHOWN_CHANGES = 60;
const SHAPES: Readonly<Record<TierRole, string>> = {
  thriving: 'M5 .8 9.600 9H.4z',
  healthy: 'M5 .8a4.200 4.200 0 1 1 0 8.400a4.200 4.200 0 1 1 0-8.400z',
  moderate: 'M1.200 1.200h7.600v7.600H1.200z',
  atrisk: 'M5 0l5 5-5 5-5-5z',
  critical: 'M5 9.200.4 1h9.200z',
};

const score = (value: number | null): string => formatNumber(value, LOCALE, 1);
const tier = ({ name, role }: { readonly name: string; readonly role: TierRole }): Html =>
  html`<span class="tier"><svg viewBox="0 0 10 10" class="${role}" aria-hidden="true"><path d="${SHAPES[role]}"/></svg>${bdi(name)}</span>`;

/** A scenario against the official version as one document to print: what it changes, whom it moves, how it did on the past. */
export function whatIfHtml(made: WhatIfReport, subject: ReportSubject): string {
  const { sideA, sideB, currency: own } = made.compared;
  const isKnown = [sideA, sideB].some(({ tiers }) => tiers.some(({ arr }) => arr > 0));
  const currency = isKnown ? own : NO_CURRENCY;
  const report = {
    ...made,
    compared: { ...made.compared, currency },
    workload: { ...made.workload, currency },
  };
  const { compared, history, accuracy } = report;
  const name = report.scenario?.name ?? compared.b.label;
  return page({
    what: 'What-if:',
    of: name,
    when: `${shorten(subject.workspace, 60)}, as of ${date(compared.asOf)}`,
    head: html`${finding(report, name)}
${figures(compared)}`,
    main: html`${note(report)}
${weights(report)}
${bounds(report)}
${changes(report.differences)}
${distribution(compared)}
${migration(compared)}
${movers(compared)}
${workload(report)}
${accuracySection(history, accuracy, compared.currency)}`,
    footer: footer(report, subject),
  });
}

function finding({ compared, accuracy, history }: WhatIfReport, name: string): Html {
  const { movedDown, movedUp, a, b } = compared;
  const said = accuracy?.recommendation.sentence ?? history.accuracyGap ?? '';
  if (a.modelHash === b.modelHash)
    return html`<h1>${bdi(shorten(name, 80))} scores as the official version does: no account moves.</h1>`;
  return html`<h1>${bdi(shorten(name, 80))} would put <strong>${formatCount(movedDown.accounts, LOCALE, 'account')}</strong> into a lower tier and <strong>${n(movedUp.accounts)}</strong> into a higher one. ${said}</h1>`;
}

function figures({ sideA, sideB, currency, movedDown, movedUp, both }: Compared): Html {
  const money = (value: number): string => arrText(value, currency);
  return html`<dl class="figures">
<div><dt>Mean health</dt><dd>${score(sideB.mean)}</dd><dd>was ${score(sideA.mean)}, of 100</dd></div>
<div><dt>At-risk ARR</dt><dd>${money(sideB.atRiskArr)}</dd><dd>was ${money(sideA.atRiskArr)}, score below 50</dd></div>
<div><dt>Accounts below 50</dt><dd>${n(sideB.atRiskAccounts)}</dd><dd>was ${n(sideA.atRiskAccounts)}</dd></div>
<div><dt>Change tier</dt><dd>${n(movedDown.accounts + movedUp.accounts)}</dd><dd>of ${n(both)}, ARR ${money(movedDown.arr + movedUp.arr)}</dd></div>
</dl>`;
}

function note({ scenario }: WhatIfReport): Html {
  const text = scenario?.note.trim() ?? '';
  return text === '' ? NOTHING : html`<p class="said">${bdi(shorten(text, 4000))}</p>`;
}

function weights({ official, model }: WhatIfReport): Html {
  const total = (of: HealthModel): number => of.dimensions.reduce((sum, { weight }) => sum + weight, 0);
  const shareOf = (of: HealthModel, id: string): number | null => {
    const found = of.dimensions.find((dimension) => dimension.id === id);
    return found ? (100 * found.weight) / total(of) : null;
  };
  const all = new Map([...official.dimensions, ...model.dimensions].map((dimension) => [dimension.id, dimension]));
  const documented = [...all.values()].some(({ documentedRange }) => documentedRange !== null);
  const say = (value: number | null): string => (value === null ? '–' : `${formatNumber(value, LOCALE, 1)}%`);
  return html`<section><h2>Weights</h2><table><thead><tr><th>Dimension</th><th class="n">Official</th><th class="n">Scenario</th><th class="n">Change</th>${documented ? html`<th class="n">Documented range</th>` : NOTHING}</tr></thead><tbody>
${[...all.values()].map(({ id, name, documentedRange }) => {
  const [was, now] = [shareOf(official, id), shareOf(model, id)];
  const by = was === null || now === null ? null : now - was;
  const moved = by !== null && Math.abs(by) >= 0.05;
  const outside =
    documentedRange !== null && now !== null && (now < documentedRange.min - 1e-9 || now > documentedRange.max + 1e-9);
  return html`<tr><td>${bdi(name)}</td><td class="n">${say(was)}</td><td class="n b">${say(now)}</td><td class="n${moved ? '' : ' dim'}">${by === null ? '–' : `${formatSigned(by, LOCALE, 1)} pt`}</td>${documented ? html`<td class="n dim">${documentedRange === null ? '–' : `${documentedRange.min} to ${documentedRange.max}%`}${outside ? html` <span class="bad">outside</span>` : NOTHING}</td>` : NOTHING}</tr>`;
})}
</tbody></table></section>`;
}

function bounds({ compared: { a, b, sideA, sideB, currency } }: WhatIfReport): Html {
  const rows = (title: string, tiers: Compared['a']['tiers'], side: Compared['sideA']): Html =>
    html`<table><thead><tr><th>${title}</th><th class="n">From</th><th class="n">Accounts</th><th class="n">ARR</th></tr></thead><tbody>
${tiers.map((own, at) => html`<tr><td>${tier(own)}</td><td class="n">${own.from}</td><td class="n">${n(side.tiers[at]?.accounts ?? 0)}</td><td class="n">${arrText(side.tiers[at]?.arr ?? 0, currency)}</td></tr>`)}
</tbody></table>`;
  return html`<section><h2>Tiers</h2><div class="pair">${rows('Official', a.tiers, sideA)}${rows('Scenario', b.tiers, sideB)}</div></section>`;
}

/** Weights and bounds have tables of their own. */
function changes(differences: readonly ModelDifference[]): Html {
  const rest = differences.filter(({ area, what }) => area !== 'about' && !/^(Weight|Origin) of /.test(what));
  if (rest.length === 0) return NOTHING;
  const cell = (text: string | null): Html =>
    text === null ? html`<span class="dim">–</span>` : bdi(shorten(text, 160));
  return html`<section><h2>Other changes <small>${formatCount(rest.length, LOCALE, 'field')}</small></h2><table><thead><tr><th class="w">What</th><th>Official</th><th>Scenario</th></tr></thead><tbody>
${rest.slice(0, SHOWN_CHANGES).map(({ what, from, to }) => html`<tr><td>${bdi(shorten(what, 120))}</td><td>${cell(from)}</td><td>${cell(to)}</td></tr>`)}
</tbody></table>${rest.length > SHOWN_CHANGES ? html`<p class="empty">${n(rest.length - SHOWN_CHANGES)} more; the whole model is in the scenario’s document.</p>` : NOTHING}</section>`;
}

/** Two bins of 2.5 points make one of 5: wide enough to read in print. */
const inFives = (bins: readonly number[]): number[] =>
  Array.from({ length: Math.ceil(bins.length / 2) }, (_, at) => (bins[2 * at] ?? 0) + (bins[2 * at + 1] ?? 0));

function distribution({ sideA, sideB, b }: Compared): Html {
  const [before, after] = [inFives(sideA.histogram), inFives(sideB.histogram)];
  const most = Math.max(1, ...before, ...after);
  const width = 730 / before.length;
  const y = (count: number): number => 70 - (count / most) * 60;
  const bars = after.map(
    (count, at) =>
      html`<rect x="${(at * width + 2).toFixed(1)}" y="${y(count).toFixed(1)}" width="${(width - 4).toFixed(1)}" height="${(70 - y(count)).toFixed(1)}"/>`,
  );
  const line = before
    .flatMap((count, at) => [
      `${(at * width).toFixed(1)},${y(count).toFixed(1)}`,
      `${((at + 1) * width).toFixed(1)},${y(count).toFixed(1)}`,
    ])
    .join(' ');
  const ticks = [0, 25, 50, 75, 100].map(
    (at) =>
      html`<text x="${at * 7.3}" y="84" text-anchor="${at === 0 ? 'start' : at === 100 ? 'end' : 'middle'}">${at}</text>`,
  );
  const cuts = b.tiers
    .filter(({ from }) => from > 0)
    .map(({ from }) => html`<line class="cut" x1="${from * 7.3}" x2="${from * 7.3}" y1="4" y2="70"/>`);
  return html`<section><h2>Accounts by score <small>bars: scenario; line: official; dashed: bounds of the scenario. Higher is healthier</small></h2>
<svg class="chart" viewBox="0 0 730 88" role="img" aria-label="Accounts per five points, official and scenario: ${after.map((count, at) => `${at * 5} to ${at * 5 + 5}: ${before[at]}, ${count}`).join('; ')}">
<line x1="0" x2="730" y1="70.5" y2="70.5"/>${bars}${cuts}<polyline class="was" points="${line}"/>${ticks}</svg></section>`;
}

function migration({ a, b, migration: cells, currency, lostScore, gainedScore }: Compared): Html {
  const cell = (from: number, to: number): Html => {
    const found = cells.find((one) => one.from === from && one.to === to);
    const same = a.tiers[from]?.role === b.tiers[to]?.role;
    return found
      ? html`<td class="n${same ? ' same' : ''}">${n(found.accounts)} <small>${arrText(found.arr, currency)}</small></td>`
      : html`<td class="n dim${same ? ' same' : ''}">–</td>`;
  };
  const other =
    lostScore.accounts + gainedScore.accounts === 0
      ? NOTHING
      : html`<p class="empty">${formatCount(lostScore.accounts, LOCALE, 'account')} would have no score any more, ${n(gainedScore.accounts)} would get one.</p>`;
  return html`<section><h2>Tier migration <small>accounts and ARR; down the side official, across scenario; shaded: same colour</small></h2><table class="matrix"><thead><tr><th></th>${b.tiers.map((own) => html`<th class="n">${tier(own)}</th>`)}</tr></thead><tbody>
${a.tiers.map((own, from) => html`<tr><td>${tier(own)}</td>${b.tiers.map((_, to) => cell(from, to))}</tr>`)}
</tbody></table>${other}</section>`;
}

function movers({ movers: rows, moversTotal, a, b, currency }: Compared): Html {
  if (moversTotal === 0) return html`<section><h2>Movers</h2><p>No account changes tier.</p></section>`;
  const shown = (tiers: Compared['a']['tiers'], name: string): Html => {
    const found = tiers.find((one) => one.name === name);
    return found ? tier(found) : bdi(name);
  };
  const sub = rows.length < moversTotal ? `the ${n(rows.length)} with the most ARR of ${n(moversTotal)}` : 'by ARR';
  return html`<section><h2>Movers <small>${sub}</small></h2><table><thead><tr><th class="w2">Account</th><th class="n">ARR</th><th class="n">Official</th><th class="n">Scenario</th><th>Tier</th><th>Reason</th></tr></thead><tbody>
${rows.map(
  (row) =>
    html`<tr><td>${bdi(shorten(row.name, 60))}</td><td class="n">${arrText(row.arr, currency)}</td><td class="n">${score(row.before)}</td><td class="n b">${score(row.after)}</td><td class="d">${shown(a.tiers, row.fromTier)} → ${shown(b.tiers, row.toTier)}</td><td class="dim">${bdi(row.reason)}</td></tr>`,
)}
</tbody></table></section>`;
}

function workload({ workload: { rows, rowsTotal, currency }, history }: WhatIfReport): Html {
  const busy = rows.filter(({ before, after }) => before.atRiskAccounts + after.atRiskAccounts > 0);
  const { before, after } = history.entries;
  const rate = (value: number): string => formatNumber(value, LOCALE, 1);
  const weeks = history.weeks.filter(({ closed }) => closed).length;
  const replay =
    weeks < 2
      ? NOTHING
      : html`<p>Replayed over ${formatCount(weeks, LOCALE, 'week')}, confirmed tiers change ${rate(before.perWeek)} times a week officially and ${rate(after.perWeek)} times under the scenario; into a lower tier ${n(before.down)} and ${n(after.down)} times in all. That is what alerts on tiers would have sent.</p>`;
  const load =
    busy.length === 0
      ? html`<p>No account is below 50, before or after.</p>`
      : html`<table><thead><tr><th>CSM</th><th class="n">Accounts</th><th class="n">Below 50, official</th><th class="n">Scenario</th><th class="n">Change</th><th class="n">Their ARR</th></tr></thead><tbody>
${busy.slice(0, SHOWN_CSMS).map((row) => {
  const by = row.after.atRiskAccounts - row.before.atRiskAccounts;
  return html`<tr><td>${row.csm === null ? html`<span class="dim">No CSM</span>` : bdi(shorten(row.csm, 60))}</td><td class="n">${n(row.accounts)}</td><td class="n">${n(row.before.atRiskAccounts)}</td><td class="n b">${n(row.after.atRiskAccounts)}</td><td class="n${by === 0 ? ' dim' : ''}">${by === 0 ? '–' : formatSigned(by, LOCALE, 0)}</td><td class="n">${arrText(row.after.atRiskArr, currency)}</td></tr>`;
})}
</tbody></table>${rowsTotal > SHOWN_CSMS && busy.length > SHOWN_CSMS ? html`<p class="empty">${formatCount(busy.length - SHOWN_CSMS, LOCALE, 'other CSM', 'other CSMs')} with accounts below 50.</p>` : NOTHING}`;
  return html`<section><h2>Workload</h2>${load}${replay}</section>`;
}

function footer({ scenario, compared, accuracy, seed, dataRevision }: WhatIfReport, subject: ReportSubject): Html {
  const { a, b } = compared;
  const saved = scenario
    ? html`Scenario ${scenario.id}, made from ${bdi(scenario.baseVersion)}, saved on ${dayOf(scenario.savedAt)}${scenario.author === '' ? NOTHING : html` by ${bdi(shorten(scenario.author, 80))}`}. `
    : NOTHING;
  const resamples = accuracy
    ? ` Seed ${seed}, ${n(accuracy.resamples)} resamples, intervals at ${formatPercent(accuracy.difference.level, LOCALE)}.`
    : ` Seed ${seed}.`;
  return html`<footer><p><b>How it is computed.</b> Scores of the day and of every stored week are weighed again, or measured again where rules differ. Tiers of two models are compared by colour and place, never by name. The reason of a mover is the dimension that moved its score most.</p>
<p>${saved}Official: ${bdi(a.modelVersion)}, model hash ${a.modelHash}. Scenario: model hash ${b.modelHash}. Snapshot of ${compared.asOf}, data revision ${dataRevision}.${resamples} The same workspace, scenario and seed give the same digits. ${madeBy(subject)}</p></footer>`;
}
