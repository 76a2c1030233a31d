import { describe, expect, it } from 'vitest';
import type { SurveyRow, TouchpointRow } from '../testing/fixtures.ts';
import { readSignals } from '../testing/read-signals.ts';

const AS_OF = 1000;
const survey = (age: number, rating?: number, more: Partial<SurveyRow> = {}): SurveyRow => ({
  account: 0,
  sent: AS_OF - age,
  ...(rating === undefined ? {} : { rating, responded: AS_OF - age }),
  ...more,
});
const surveys = (rows: SurveyRow[]) => readSignals({ accounts: [{}], surveys: rows }, AS_OF);
const touch = (rows: TouchpointRow[]) => readSignals({ accounts: [{}, {}], touchpoints: rows }, AS_OF);

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

describe('community and training', () => {
  const at = (age: number, type: TouchpointRow['type'], more: Partial<TouchpointRow> = {}): TouchpointRow => ({
    account: 0,
    day: AS_OF - age,
    type,
    ...more,
  });

  it('community: active in 90 days, inactive, or missing where no community exists', () => {
    expect(touch([at(89, 'community'), at(1, 'call')]).value('community_active_90d')).toBe(true);
    expect(touch([at(90, 'community'), at(1, 'call')]).value('community_active_90d')).toBe(false);
    expect(touch([at(5, 'community')]).value('community_active_90d', 1)).toBe(false);
    expect(touch([at(1, 'call'), at(-1, 'community')]).value('community_active_90d')).toBeNull();
    expect(touch([at(46, 'community')]).value('community_active_90d')).toBeNull();
  });

  it('training: attended ÷ offered in 365 days, unknown attendance left out', () => {
    const rows = [
      at(365, 'training', { attended: false }),
      at(364, 'training', { attended: true }),
      at(9, 'training', { attended: true }),
      at(5, 'training', { attended: false }),
      at(2, 'training'),
      at(1, 'webinar', { attended: false }),
    ];
    expect(touch(rows).value('training_completion')).toBe(2 / 3);
    expect(touch(rows).value('training_completion', 1)).toBeNull();
  });
});
