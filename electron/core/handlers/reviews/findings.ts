import { PHASE } from '#electron/engine/index.ts';
import { readSealedLooks, readTrials } from '#electron/store/reads/analyses.ts';
import { readBatches } from '#electron/store/reads/ledger.ts';
import { readOverrides } from '#electron/store/reads/overrides.ts';
import { dayFromEpochMs, isoFromDay } from '#shared/model/day.ts';
import type { ReadContext } from '../../context.ts';
import { modelsOf, officialModel } from '../../model-versions.ts';
import { type Book, bookOf } from '../../views/book.ts';
import { accuracyPair, type PairedRows, pairedRows } from '../whatif/evidence.ts';
import { replayOf } from '../whatif/history.ts';
import type { Source } from '../whatif/sources.ts';
import type { Cadence, Period } from './periods.ts';

export type Item = {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly finding: string;
  readonly view: string | null;
};

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
/** Score points from a bound within which an account is close to it. */
const CLOSE = 2;

function official(context: ReadContext): Source {
  const model = officialModel(context);
  return { label: model.name, model, base: model };
}

type Evidence = { readonly rows: PairedRows; readonly text: (what: 'errors' | 'ranking') => string } | string;

/** How the official model did on the past, or why that cannot be said. */
function evidenceOf(context: ReadContext): Evidence {
  const source = official(context);
  const rows = pairedRows(context, source, source);
  if ('gap' in rows) return rows.gap;
  const { after, gate } = accuracyPair(context, source, source, rows);
  return {
    rows,
    text: (what) => {
      if (what === 'ranking')
        return after.rocAuc === null
          ? gate.sentence
          : `Area under the curve ${after.rocAuc.toFixed(3)}. ${gate.sentence}`;
      const missed = rows.outcome.reduce((count, y) => count + y, 0) - after.caught;
      return `On ${plural(rows.days.length, 'landmark')}: ${plural(after.caught, 'churn')} below the at-risk bound, ${missed} missed, ${plural(after.falseAlarms, 'false alarm')}.`;
    },
  };
}

const sayEvidence = (evidence: Evidence, what: 'errors' | 'ranking'): string =>
  typeof evidence === 'string' ? evidence : evidence.text(what);

function tierEntries(context: ReadContext, period: Period): string {
  const model = officialModel(context);
  const weeks = replayOf(context, model)
    .run(model)
    .filter(({ asOf, closed }) => closed && asOf >= period.first && asOf < period.after);
  const total = (of: 'down' | 'up'): number =>
    weeks.reduce((sum, week) => sum + week[of].reduce((all, count) => all + count, 0), 0);
  if (weeks.length === 0) return 'The data has no closed week of this period yet.';
  return `${plural(total('down'), 'account')} came to a worse tier for certain (two weeks in a row) and ${total('up')} to a better one in ${plural(weeks.length, 'week')}.`;
}

function overrideText(context: ReadContext, book: Book): string {
  const active = book.overrides.size;
  const scored = book.snapshot.score.reduce((count, score) => count + (Number.isNaN(score) ? 0 : 1), 0);
  const all = readOverrides(context.db, null, -1).length;
  const share = scored === 0 ? '' : `, ${percent(active / scored)} of those with a score (target below 10%)`;
  return `${plural(active, 'account')} overridden now${share}; ${plural(all, 'override')} in the ledger.`;
}

function importText(context: ReadContext): string {
  const batches = readBatches(context.db, 0, -1).filter(({ undoneAt }) => undoneAt === null);
  const rejected = batches.reduce((sum, batch) => sum + batch.rejectedOpen, 0);
  const waiting = batches.reduce((sum, batch) => sum + batch.waiting, 0);
  return `${plural(batches.length, 'import')}: ${plural(rejected, 'rejected row')} open, ${plural(waiting, 'row')} waited for an account.`;
}

function closeText({ snapshot, thresholds, model }: Book): string {
  let close = 0;
  snapshot.score.forEach((score, account) => {
    const bounds = thresholds.sets[thresholds.setOf[account] as number] ?? [];
    if (bounds.slice(0, -1).some((bound) => Math.abs(score - bound) < CLOSE)) close++;
  });
  const bounds = model.tiers.slice(0, -1).map(({ name, from }) => `${name} from ${from}`);
  return `${bounds.join(', ')}; ${plural(close, 'account')} within ${CLOSE} points of a bound.`;
}

function coverageText({ model, snapshot }: Book): string {
  const thin = model.dimensions.flatMap(({ name }, d) => {
    let known = 0;
    let all = 0;
    snapshot.score.forEach((score, account) => {
      if (Number.isNaN(score) || snapshot.phase[account] !== PHASE.standard) return;
      all++;
      if (!Number.isNaN(snapshot.dimensions[d]?.[account] as number)) known++;
    });
    return all > 0 && known / all < 0.8 ? [`${name} ${percent(known / all)}`] : [];
  });
  return thin.length === 0
    ? 'Every dimension is known for at least 80% of the accounts with a score.'
    : `Known for fewer than 80% of the accounts with a score: ${thin.join(', ')}.`;
}

/** Which promotions opened a sealed landmark (30-method.md 5, point 5). */
function sealedText(context: ReadContext): string {
  const looks = readSealedLooks(context.db);
  const last = looks[0];
  if (!last) return 'No promotion has opened the sealed landmark yet.';
  return `Sealed landmarks opened by ${plural(looks.length, 'promotion')}, last that of ${isoFromDay(last.landmark)} for ${last.modelVersion}.`;
}

function versionText(context: ReadContext): string {
  const { promotions, own } = modelsOf(context);
  const last = promotions[0];
  const since = last
    ? `official since ${isoFromDay(dayFromEpochMs(last.at))}`
    : 'the default model since the beginning';
  return `${plural(own.size, 'version')} of this workspace, ${plural(promotions.length, 'promotion')}; ${since}. ${plural(readTrials(context.db).length, 'model')} tried on this history. ${sealedText(context)}`;
}

/** What a review of a cadence looks at, with what the data says now (requirement R78, 30-method.md 1.12). */
export function reviewItems(context: ReadContext, cadence: Cadence, period: Period): Item[] {
  const book = bookOf(context, undefined, undefined);
  const evidence = evidenceOf(context);
  switch (cadence) {
    case 'monthly':
      return [
        {
          id: 'alerts',
          title: 'Tier changes that would alert',
          why: 'Were they worth acting on, and did somebody act?',
          finding: tierEntries(context, period),
          view: '#/what-if?tab=history',
        },
        {
          id: 'errors',
          title: 'Missed churns and false alarms',
          why: 'Each missed churn says what the score does not see.',
          finding: sayEvidence(evidence, 'errors'),
          view: '#/validation',
        },
        {
          id: 'quality',
          title: 'Data quality',
          why: 'A score is as good as what it reads.',
          finding: importText(context),
          view: '#/data?tab=quality',
        },
        {
          id: 'feedback',
          title: 'Feedback of CSMs',
          why: 'Overrides are where people know better.',
          finding: overrideText(context, book),
          view: '#/overrides',
        },
      ];
    case 'quarterly':
      return [
        {
          id: 'weights',
          title: 'Weights',
          why: 'Do they still rank churn?',
          finding: sayEvidence(evidence, 'ranking'),
          view: '#/validation?tab=calibration',
        },
        {
          id: 'thresholds',
          title: 'Tier bounds',
          why: 'Too many accounts at a bound make tiers flicker.',
          finding: closeText(book),
          view: '#/what-if?tab=sensitivity',
        },
        {
          id: 'overrides',
          title: 'Patterns of overrides',
          why: 'The same correction again and again is a rule the model lacks.',
          finding: overrideText(context, book),
          view: '#/overrides',
        },
      ];
    case 'annual':
      return [
        {
          id: 'model',
          title: 'The model as a whole',
          why: 'Dimensions, rules and tiers, compared with the other presets.',
          finding: versionText(context),
          view: '#/models',
        },
        {
          id: 'sources',
          title: 'What is known and what is missing',
          why: 'A dimension nobody measures carries no information.',
          finding: coverageText(book),
          view: '#/data?tab=quality',
        },
        {
          id: 'evidence',
          title: 'A year of outcomes',
          why: 'Every churn of the year, with what the score said before.',
          finding: sayEvidence(evidence, 'errors'),
          view: '#/validation',
        },
      ];
  }
}
