import { isAbsolute, resolve } from 'node:path';
import type { Core } from '#electron/core/core.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { JobState } from '#shared/contract/events.ts';
import type { InputOf, JobName, MethodName, OutputOf } from '#shared/contract/index.ts';
import { startCore } from './environment.ts';

/** A command's view of the core: typed calls that throw AppError. */
export type Session = {
  readonly core: Core;
  call<K extends MethodName>(method: K, input: InputOf<K>): Promise<OutputOf<K>>;
  /** Runs a job to its end; progress goes to standard error when that is a terminal. */
  job<K extends JobName>(method: K, input: InputOf<K>): Promise<OutputOf<K>>;
};

/** Paths are relative to where the user typed the command, also through `npm run`. */
export function userPath(path: string): string {
  return isAbsolute(path) ? path : resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

function sessionOf(core: Core): Session {
  const call = async <K extends MethodName>(method: K, input: InputOf<K>): Promise<OutputOf<K>> => {
    const reply = await core.dispatch(method, input);
    if (!reply.ok) throw new AppError(reply.error.code, reply.error.message, reply.error.details);
    return reply.data as OutputOf<K>;
  };
  return {
    core,
    call,
    job: async <K extends JobName>(method: K, input: InputOf<K>): Promise<OutputOf<K>> => {
      const show = process.stderr.isTTY === true;
      let settle: (state: JobState) => void = () => undefined;
      const finished = new Promise<JobState>((done) => {
        settle = done;
      });
      const states = new Map<string, JobState>();
      let wanted: string | null = null;
      const unsubscribe = core.subscribe((event) => {
        if (event.topic !== 'job') return;
        if (event.job.state === 'running') {
          const { label, fraction } = event.job.progress;
          if (show)
            process.stderr.write(`\r\u001b[K${label}${fraction === null ? '' : ` ${Math.round(fraction * 100)}%`}`);
          return;
        }
        states.set(event.jobId, event.job);
        if (event.jobId === wanted) settle(event.job);
      });
      const reply = await core.dispatch(method, input);
      if (!reply.ok) throw new AppError(reply.error.code, reply.error.message, reply.error.details);
      wanted = (reply.data as { jobId: string }).jobId;
      const early = states.get(wanted);
      if (early) settle(early);
      const interrupt = (): void => {
        if (wanted !== null) void core.dispatch('job.cancel', { jobId: wanted });
      };
      process.once('SIGINT', interrupt);
      const state = await finished;
      process.removeListener('SIGINT', interrupt);
      unsubscribe();
      if (show) process.stderr.write('\r\u001b[K');
      if (state.state === 'done') return state.result as OutputOf<K>;
      if (state.state === 'failed') throw new AppError(state.error.code, state.error.message, state.error.details);
      throw new AppError('cancelled', 'Cancelled; nothing was stored.');
    },
  };
}

/** Runs work with a core; `workspace` is opened first when given. */
export async function withSession<T>(workspace: string | null, work: (session: Session) => Promise<T>): Promise<T> {
  const core = await startCore('cli');
  try {
    const session = sessionOf(core);
    if (workspace !== null) await session.call('workspace.open', { ref: core.addWorkspace(userPath(workspace)) });
    return await work(session);
  } finally {
    await core.close();
  }
}

/** Work that needs scores of a model (`undefined`: the official one): where there are none, its history is scored first. */
export async function withScores<T>(session: Session, model: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'no_scores') throw error;
    process.stderr.write('There are no scores yet: scoring the history first.\n');
    await session.job('score.run', model === undefined ? {} : { model });
    return work();
  }
}
