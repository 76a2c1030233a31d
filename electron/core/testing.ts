import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { CoreEvent, JobState } from '#shared/contract/events.ts';
import { contract, type InputOf, type JobName, type MethodName, type OutputOf } from '#shared/contract/index.ts';
import type { Core } from './core.ts';
import { createCore } from './create.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A core as tests talk to it: as a client does, every answer checked against the contract. */
export type TestCore = {
  readonly core: Core;
  readonly dataDir: string;
  readonly events: CoreEvent[];
  call<K extends MethodName>(method: K, input: InputOf<K>): Promise<OutputOf<K>>;
  /** Error code of a call, 'ok' without one. */
  codeOf(method: string, input: unknown): Promise<string>;
  /** Runs a job to its end, however it ends. */
  job<K extends JobName>(method: K, input: InputOf<K>): Promise<JobState>;
  done<K extends JobName>(method: K, input: InputOf<K>): Promise<OutputOf<K>>;
  /** Writes a file and answers the reference a picker would give. */
  source(name: string, content: string | Uint8Array): Promise<string>;
  close(): Promise<void>;
};

/** A core with real threads over a folder; `now` pins the clock (epoch ms). */
export function openTestCore(dataDir: string, now: number): Promise<Core> {
  return createCore({
    dataDir,
    resourcesDir: join(ROOT, 'resources'),
    workerEntry: new URL('../workers/entry.ts', import.meta.url),
    host: 'browser',
    version: '0',
    log: () => undefined,
    now: () => now,
  });
}

/** A core over a folder of its own, which goes with it. */
export async function startTestCore(now: number): Promise<TestCore> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellwether-core-'));
  const core = await openTestCore(dataDir, now);
  const events: CoreEvent[] = [];
  core.subscribe((event) => events.push(event));

  const call = async <K extends MethodName>(method: K, input: InputOf<K>): Promise<OutputOf<K>> => {
    const reply = await core.dispatch(method, input);
    if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
    expect(JSON.parse(JSON.stringify(reply.data))).toEqual(reply.data);
    return contract[method].output.parse(reply.data) as OutputOf<K>;
  };
  const job = async <K extends JobName>(method: K, input: InputOf<K>): Promise<JobState> => {
    const reply = await core.dispatch(method, input);
    if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
    const { jobId } = reply.data as { jobId: string };
    for (;;) {
      const { job: state } = (await call('job.get', { jobId })) as { job: JobState };
      if (state.state !== 'running') return state;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return {
    core,
    dataDir,
    events,
    call,
    job,
    codeOf: async (method, input) => {
      const reply = await core.dispatch(method, input);
      return reply.ok ? 'ok' : reply.error.code;
    },
    done: async <K extends JobName>(method: K, input: InputOf<K>): Promise<OutputOf<K>> => {
      const state = await job(method, input);
      if (state.state !== 'done') throw new Error(JSON.stringify(state));
      return contract[method].output.parse(state.result) as OutputOf<K>;
    },
    source: async (name, content) => {
      const path = join(dataDir, name);
      writeFileSync(path, content);
      return (await core.addSource(path)).ref;
    },
    close: async () => {
      await core.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
