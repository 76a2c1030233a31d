import { describe, expect, it } from 'vitest';
import type { SurveyRow, TicketRow } from '../testing/fixtures.ts';
import { readSignals } from '../testing/read-signals.ts';

const AS_OF = 1000;
const survey = (age: number, rating?: number, more: Partial<SurveyRow> = {}): SurveyRow => ({
  account: 0,
  sent: AS_OF - age,
  ...(rating === undefined ? {} : { rating, responded: AS_OF - age }),
  ...more,
});
const surveys = (rows: SurveyRow[]) => readSignals({ accounts: [{}], surveys: rows }, AS_OF);

describe('NPS rating', () => {
  it('TV12: weights halve every 90 days, answers older than 365 days do not count', () => {
    expect(surveys([survey(0, 9), survey(90, 5)]).value('nps_rating')).toBe(7.666666667);
    expect(surveys([survey(366, 9)]).value('nps_rating')).toBeNull();
    expect(surveys([survey(365, 9)]).value('nps_rating')).toBe(9);
    expect(surveys([survey(365, 9), survey(11, 9), survey(3, 9)]).value('nps_rating')).toBe(9);
  });

  it('an answer given later does not exist yet, other kinds are no NPS', () => {
    expect(
      surveys([survey(10, 3, { responded: AS_OF + 1 }), survey(20, 8), survey(5, 1, { kind: 'csat' })]).value(
        'nps_rating',
      ),
    ).toBe(8);
  });
});

describe('answers', () => {
  const late = { sent: AS_OF - 60, responded: AS_OF - 5, rating: 9 };
  it('are as old as the latest of them, in whatever order they were asked for', () => {
    const signals = surveys([{ account: 0, ...late }, survey(20, 5), survey(9)]);
    expect([signals.factDay('nps_rating'), signals.factDay('nps_points')]).toEqual([AS_OF - 5, AS_OF - 5]);
    // Asked again 9 days ago without an answer.
    expect(signals.factDay('survey_response')).toBe(AS_OF - 5);
    expect(surveys([survey(20, 5), survey(9)]).factDay('survey_response')).toBe(AS_OF - 9);
    const flagged = ['nps_rating', 'nps_points', 'survey_response'] as const;
    expect(flagged.map((id) => signals.stale(id))).toEqual([false, false, false]);
  });

  it('are those of the account, in the version of the day', () => {
    const rows = [survey(9, 10), { ...survey(8, 2), account: 1 }, { ...survey(7), account: 2 }];
    const three = readSignals({ accounts: [{}, {}, {}, {}], surveys: rows }, AS_OF);
    const all = (id: 'nps_rating' | 'survey_response') => [0, 1, 2, 3].map((account) => three.value(id, account));
    expect(all('nps_rating')).toEqual([10, 2, null, null]);
    expect(all('survey_response')).toEqual(['responsive', 'responsive', 'neutral', null]);
    const versions = [survey(9, 10, { until: AS_OF }), survey(9, 4, { known: AS_OF, until: AS_OF + 1 })];
    expect(surveys([...versions, survey(9, 1, { known: AS_OF + 1 })]).value('nps_rating')).toBe(4);
  });
});

describe('survey response', () => {
  it.each<[string, SurveyRow[], string | null]>([
    ['none sent', [survey(-1, 9)], null],
    ['two unanswered', [survey(20), survey(10)], 'neutral'],
    ['three unanswered', [survey(30), survey(20), survey(10)], 'non_responsive'],
    ['answered the third last', [survey(30, 5), survey(20), survey(10)], 'responsive'],
    ['answered the fourth last', [survey(40, 5), survey(30), survey(20), survey(10)], 'non_responsive'],
    ['answered tomorrow', [survey(30), survey(20), survey(10, 5, { responded: AS_OF + 1 })], 'non_responsive'],
    [
      'the CSM answering is no response',
      [survey(30), survey(20), survey(10), survey(5, 4, { kind: 'csm_pulse' })],
      'non_responsive',
    ],
  ])('%s', (_, rows, expected) => {
    expect(surveys(rows).value('survey_response')).toBe(expected);
  });
});

describe('NPS points', () => {
  it('TV12: 9 today is 100 and 5 of 90 days ago 30 at half weight', () => {
    expect(surveys([survey(0, 9), survey(90, 5)]).value('nps_points')).toBe(76.666666667);
    expect(surveys([survey(366, 9)]).value('nps_points')).toBeNull();
  });

  it.each([
    [10, 100],
    [9, 100],
    [8, 70],
    [7, 70],
    [6, 30],
    [0, 30],
  ])('a rating of %i gives %i', (rating, points) => {
    expect(surveys([survey(12, rating)]).value('nps_points')).toBe(points);
  });
});

describe('CSM rating', () => {
  const pulse = (age: number, rating: number) => survey(age, rating, { kind: 'csm_pulse' });
  it('is weighted by age like NPS; ratings of other scales do not count', () => {
    // (1 · 4 + 0.5 · 1) ÷ 1.5
    expect(surveys([pulse(0, 4), pulse(90, 1), pulse(1, 8), pulse(366, 5)]).value('csm_rating')).toBe(3);
    expect(surveys([survey(0, 4)]).value('csm_rating')).toBeNull();
  });
});

describe('satisfaction of 90 days', () => {
  const ticket = (age: number, csat: number): TicketRow => ({
    account: 0,
    opened: AS_OF - age - 1,
    closed: AS_OF - age,
    csat,
  });
  const of = (rows: SurveyRow[], tickets: TicketRow[], asOf = AS_OF) =>
    readSignals({ accounts: [{}], surveys: rows, tickets }, asOf).value('csat_90d');
  it('is the mean over tickets and surveys', () => {
    const csat = survey(89, 2, { kind: 'csat' });
    expect(of([csat, survey(90, 5, { kind: 'csat' }), survey(3, 9)], [ticket(0, 5), ticket(90, 1)])).toBe(3.5);
    expect(of([csat], [])).toBe(2);
    expect(of([survey(1, 80, { kind: 'csat' })], [])).toBeNull();
  });

  it('is of ratings from 1 to 5 in surveys of satisfaction', () => {
    const rated = (rating: number, kind: SurveyRow['kind'] = 'csat') => of([survey(1, rating, { kind })], []);
    expect([0, 1, 5, 6].map((rating) => rated(rating))).toEqual([null, 1, 5, null]);
    expect(rated(5, 'ces')).toBeNull();
  });

  it('is flagged as old with the tickets where these are part of it', () => {
    const flag = (rows: SurveyRow[], tickets: TicketRow[]) =>
      readSignals({ accounts: [{}, {}], surveys: rows, tickets }, AS_OF).stale('csat_90d');
    const csat = survey(9, 4, { kind: 'csat' });
    expect([flag([csat], [ticket(2, 5)]), flag([csat], [ticket(3, 5)])]).toEqual([false, true]);
    expect(flag([csat], [{ ...ticket(3, 5), account: 1 }])).toBe(false);
    expect(flag([], [{ ...ticket(2, 5) }, { account: 1, opened: AS_OF }])).toBe(false);
  });

  it('a rating counts from the day its ticket is closed', () => {
    expect(of([], [ticket(5, 4), ticket(-1, 1)])).toBe(4);
  });
});
