import type { JobProgress } from '#shared/contract/events.ts';

/** How fast a job moves, smoothed over the last seconds. */
export type Pace = {
  readonly startedAt: number;
  readonly at: number;
  readonly label: string;
  readonly fraction: number;
  readonly rows: number;
  /** Null until it has been measured. */
  readonly rowsPerSecond: number | null;
  readonly sharePerSecond: number | null;
};

/** Measurements older than this weigh about a third, ms. */
const MEMORY_MS = 4000;
/** Reports closer together than this are taken as one, ms. */
const STEP_MS = 250;
const SPEAK_AFTER_MS = 2500;
const SPEAK_FROM = 0.03;

function smoothed(before: number | null, measured: number, elapsed: number): number {
  if (before === null) return measured;
  const weight = 1 - Math.exp(-elapsed / MEMORY_MS);
  return before + weight * (measured - before);
}

/** The pace after a report; `now` in ms. Rows start anew with each label, so a new label measures no rate. */
export function paceAfter(pace: Pace | null, progress: JobProgress, now: number): Pace {
  const fraction = progress.fraction ?? pace?.fraction ?? 0;
  const rows = progress.rows ?? 0;
  if (pace === null)
    return {
      startedAt: now,
      at: now,
      label: progress.label,
      fraction,
      rows,
      rowsPerSecond: null,
      sharePerSecond: null,
    };
  const elapsed = now - pace.at;
  if (progress.label !== pace.label)
    return {
      ...pace,
      at: now,
      label: progress.label,
      fraction,
      rows,
      sharePerSecond:
        elapsed > 0 ? smoothed(pace.sharePerSecond, (fraction - pace.fraction) / (elapsed / 1000), elapsed) : null,
    };
  if (elapsed < STEP_MS) return pace;
  const seconds = elapsed / 1000;
  return {
    ...pace,
    at: now,
    fraction,
    rows,
    rowsPerSecond: rows > pace.rows ? smoothed(pace.rowsPerSecond, (rows - pace.rows) / seconds, elapsed) : null,
    sharePerSecond: smoothed(pace.sharePerSecond, (fraction - pace.fraction) / seconds, elapsed),
  };
}

/** Seconds the job may still take; null while a number would be a guess. */
export function secondsLeft(pace: Pace | null): number | null {
  if (pace === null || pace.sharePerSecond === null || pace.sharePerSecond <= 0) return null;
  if (pace.at - pace.startedAt < SPEAK_AFTER_MS || pace.fraction < SPEAK_FROM || pace.fraction >= 1) return null;
  return (1 - pace.fraction) / pace.sharePerSecond;
}

/** `a few seconds left`, `about 40 s left`, `about 3 min left`. */
export function timeLeftText(seconds: number): string {
  if (seconds < 5) return 'a few seconds left';
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} s left`;
  return `about ${Math.round(seconds / 60)} min left`;
}

/** Two figures, because the third changes with every report: 48,213 → 48,000. */
export function roundRate(perSecond: number): number {
  if (perSecond < 1) return 1;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(perSecond)) - 1);
  return Math.round(perSecond / unit) * unit;
}
