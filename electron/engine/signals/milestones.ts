import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type Facts, MILESTONE_KINDS, TOUCHPOINT_TYPES } from '#shared/model/facts.ts';
import { isKnown } from './days.ts';
import { startOfCustomer } from './onboarding.ts';
import { type SignalRows, signalWriter } from './table.ts';

const NOTHING_SAID = 255;
const TRAINING_TOUCH = TOUCHPOINT_TYPES.indexOf('training');
const SETUP = MILESTONE_KINDS.indexOf('setup');
const TRAINING = MILESTONE_KINDS.indexOf('training');
const VALUE_GOAL = MILESTONE_KINDS.indexOf('value_goal');
const USE_CASE = MILESTONE_KINDS.indexOf('use_case');

/**
 * Writes what an account has achieved of what was agreed (30-method.md 2.3, 2.7): value goals, use cases, set-up and
 * training milestones completed by the as-of date ÷ all of the kind, and the latest known return on investment. Milestones
 * are agreed from the start, or from the day their file gives; without any of a kind its signal is missing. Training
 * sessions attended since the start count like completed training milestones when there are more of them.
 */
export function milestoneSignals(
  facts: Facts,
  rows: SignalRows,
  days: readonly Day[],
): (row: number, account: number, at: number) => void {
  const { milestones, touchpoints } = facts;
  const planned = new Int32Array(MILESTONE_KINDS.length);
  const done = new Int32Array(MILESTONE_KINDS.length);
  const latest = new Int32Array(MILESTONE_KINDS.length);
  const writers = [
    [SETUP, signalWriter(rows, 'setup_completion')],
    [VALUE_GOAL, signalWriter(rows, 'outcomes_rate')],
    [USE_CASE, signalWriter(rows, 'use_case_rate')],
  ] as const;
  const training = signalWriter(rows, 'onboarding_training_rate');
  const roi = signalWriter(rows, 'roi_status');

  function trainingSessions(account: number, asOf: Day): number {
    const start = startOfCustomer(facts, account, asOf);
    let sessions = 0;
    for (let k = touchpoints.offsets[account] as number; k < (touchpoints.offsets[account + 1] as number); k++) {
      const on = touchpoints.day[k] as number;
      if (on > asOf) break;
      if (on >= start && touchpoints.type[k] === TRAINING_TOUCH && touchpoints.attended[k] !== 0)
        sessions += Number(isKnown(touchpoints, k, asOf));
    }
    return sessions;
  }

  return (row, account, at) => {
    const asOf = days[at] as Day;
    const first = milestones.offsets[account] as number;
    const end = milestones.offsets[account + 1] as number;
    if (first === end) return;
    planned.fill(0);
    done.fill(0);
    latest.fill(NO_DAY);
    let roiDay: Day = NO_DAY;
    let roiStatus = NOTHING_SAID;
    for (let k = first; k < end; k++) {
      if (!isKnown(milestones, k, asOf)) continue;
      const kind = milestones.kind[k] as number;
      const completed = milestones.completedDay[k] as number;
      if (kind < MILESTONE_KINDS.length) {
        planned[kind] = (planned[kind] as number) + 1;
        if (completed !== NO_DAY && completed <= asOf) {
          done[kind] = (done[kind] as number) + 1;
          latest[kind] = Math.max(latest[kind] as number, completed);
        }
      }
      const status = milestones.roi[k] as number;
      const known = milestones.roiDay[k] as number;
      if (status === NOTHING_SAID || known > asOf || known < roiDay) continue;
      // On one day the better word stands: words are listed best first.
      roiStatus = known === roiDay ? Math.min(roiStatus, status) : status;
      roiDay = known;
    }
    for (const [kind, writer] of writers) {
      const all = planned[kind] as number;
      if (all > 0) writer.put(row, (done[kind] as number) / all, latest[kind] as number, false);
    }
    const sessions = planned[TRAINING] as number;
    if (sessions > 0) {
      const attended = Math.min(sessions, Math.max(done[TRAINING] as number, trainingSessions(account, asOf)));
      training.put(row, attended / sessions, latest[TRAINING] as number, false);
    }
    if (roiStatus !== NOTHING_SAID) roi.put(row, roiStatus, roiDay, false);
  };
}
