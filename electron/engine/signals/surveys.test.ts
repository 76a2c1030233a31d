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

  it('a rating counts from the day its ticket is closed', () => {
    expect(of([], [ticket(5, 4), ticket(-1, 1)])).toBe(4);
  });
});
