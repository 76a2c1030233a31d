import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { WorkerReply } from '#electron/workers/worker-client.ts';
import { AppError, type Reply, toWireError } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/events.ts';
import { contract, contractHash, isMethodName, type MethodName } from '#shared/contract/index.ts';
import { workspaceSummary } from '#shared/contract/workspace.ts';
import type { Core, CoreOptions } from './core.ts';
import { answerWithoutWorkspace, isModelQuery } from './handlers/models.ts';
import { listPresets, listTemplates } from './handlers/presets.ts';
import { loadImportPresets } from './import-presets.ts';
import { type JobFollower, Jobs } from './jobs.ts';
import { LatestWins } from './latest.ts';
import { loadPresets } from './models.ts';
import { OpenWorkspace } from './open-workspace.ts';
import { RecentWorkspaces } from './recent.ts';
import { sampleWorkspacePath } from './sample.ts';
import { Sources } from './sources.ts';
import { ExportTargets } from './targets.ts';
import { Watches } from './watching/watches.ts';
import { isReaderMethod, isWriterMethod } from './work.ts';
import { createWorkspace, freeWorkspacePath } from './workspaces.ts';

/** Reference that opens the sample portfolio. */
const SAMPLE_REF = 'sample';
const MAX_REPLY_BYTES = 4 * 1024 * 1024;

/** References to picked files in a decoded input: one `source` or a list of `sources`. */
function sourceRefs(input: unknown): readonly string[] {
  const refs = z
    .union([
      z.object({ sources: z.array(z.string()) }).transform((value) => value.sources),
      z.object({ source: z.string() }).transform((value) => [value.source]),
    ])
    .safeParse(input);
  return refs.success ? refs.data : [];
}

const STREAMED = [
  'whatif.run',
  'whatif.history',
  'whatif.compare',
  'whatif.sensitivity',
  'whatif.ternary',
  'whatif.account',
  'models.preview',
] as const satisfies readonly MethodName[];

/** Methods asked again and again while a hand moves: of one stream only the latest request counts. */
function isStreamed(method: MethodName): method is (typeof STREAMED)[number] {
  return (STREAMED as readonly MethodName[]).includes(method);
}

/** A model whose accuracy was looked at. */
type Trial = { readonly modelHash: string; readonly what: string };

/** The composition root: the one place where threads, store and files meet. No state outside of what it returns. */
export async function createCore(options: CoreOptions): Promise<Core> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const listeners = new Set<(event: CoreEvent) => void>();
  const emit = (event: CoreEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const sources = new Sources(join(options.dataDir, `uploads-${process.pid}`));
  if (options.host !== 'cli') await sources.prepare();
  const targets = new ExportTargets();
  const recent = new RecentWorkspaces(options.dataDir);
  const paths = new Map<string, string>();
  const presets = loadPresets(options.resourcesDir);
  const importPresets = loadImportPresets(options.resourcesDir);
  const jobs = new Jobs(emit);
  const watches = new Watches(options.host === 'cli' ? null : options.dataDir, sources, options.now, () =>
    emit({ topic: 'watch-changed' }),
  );
  const streams = new LatestWins<WorkerReply>();
  let open: OpenWorkspace | null = null;
  let revision = 0;

  const workspace = (): OpenWorkspace => {
    if (!open) throw new AppError('no_workspace', 'No workspace is open. Open one or make a new one first.');
    return open;
  };
  const noteRevision = (next: number): void => {
    if (next === revision) return;
    revision = next;
    emit({ topic: 'data-changed', revision });
    watches.refresh();
  };
  const closeOpen = async (): Promise<void> => {
    const closing = open;
    open = null;
    revision = 0;
    if (closing) {
      await watches.stop();
      await closing.close();
      emit({ topic: 'workspace-changed', open: false, revision: 0 });
    }
  };
  const openPath = async (path: string): Promise<unknown> => {
    if (!existsSync(path)) throw new AppError('workspace_not_found', 'There is no workspace at that place any more.');
    if (open?.path !== resolve(path)) {
      const next = await OpenWorkspace.open(path, options);
      await closeOpen();
      open = next;
      watches.start(next, noteRevision);
    }
    const reply = await workspace().read('workspace.summary', {});
    revision = reply.revision;
    if (options.host !== 'cli') recent.remember(path, workspaceSummary.parse(reply.data), options.now());
    emit({ topic: 'workspace-changed', open: true, revision });
    return reply.data;
  };

  async function runLocal(method: MethodName, input: unknown): Promise<unknown> {
    switch (method) {
      case 'app.info':
        return {
          name: 'Bellwether',
          version: options.version,
          contractHash: contractHash(),
          host: options.host,
          workspaceOpen: open !== null,
        };
      case 'workspace.recent':
        return { workspaces: recent.list() };
      case 'workspace.create': {
        const { name, currency, ref } = contract['workspace.create'].input.parse(input);
        const path = (ref === undefined ? undefined : paths.get(ref)) ?? freeWorkspacePath(options.dataDir, name);
        createWorkspace(path, { name, currency: currency ?? 'USD', now: options.now() });
        return openPath(path);
      }
      case 'workspace.open': {
        const { ref } = contract['workspace.open'].input.parse(input);
        const path = ref === SAMPLE_REF ? await sampleWorkspacePath(options) : (paths.get(ref) ?? recent.pathOf(ref));
        if (path === null)
          throw new AppError('workspace_not_found', 'That workspace is not known here any more. Open its file again.');
        return openPath(path);
      }
      case 'workspace.close':
        await closeOpen();
        return {};
      case 'workspace.forget':
        recent.forget(contract['workspace.forget'].input.parse(input).ref);
        return {};
      case 'presets.list':
        return { presets: listPresets(importPresets) };
      case 'templates.list':
        return { templates: listTemplates(options.resourcesDir) };
      case 'import.discard':
        sources.discard(contract['import.discard'].input.parse(input).sources);
        return {};
      case 'watch.get':
        workspace();
        return watches.state();
      case 'watch.set':
        return watches.set(workspace(), contract['watch.set'].input.parse(input));
      case 'job.get':
        return { job: jobs.get(contract['job.get'].input.parse(input).jobId) };
      case 'job.cancel':
        jobs.cancel(contract['job.cancel'].input.parse(input).jobId);
        return {};
      default:
        throw new AppError('unknown_method', `There is no method ${method}.`);
    }
  }

  function startJob(method: MethodName, input: unknown): { jobId: string } {
    const current = workspace();
    const refs = sourceRefs(input);
    const resolved = sources.resolve(refs);
    const jobId = jobs.start(method, async (follow) => {
      const full = method === 'models.promote' ? await withEvidence(current, input, follow) : input;
      const reply = await current.write(method, full, {
        sources: resolved,
        onProgress: follow.onProgress,
        onStart: (cancel) => follow.onCancel(cancel),
      });
      noteRevision(reply.revision);
      if (method === 'import.run') sources.discard(refs);
      return reply.data;
    });
    return { jobId };
  }

  /**
   * What is known of a version is worked out beside the writer before it scores: the promotion keeps it, with the one look at
   * the sealed landmark. A promotion does not hang on it: where it cannot be worked out, none is kept.
   */
  async function withEvidence(current: OpenWorkspace, input: unknown, follow: JobFollower): Promise<unknown> {
    const decision = contract['models.promote'].input.parse(input);
    let cancelled = false;
    try {
      const reply = await current.analyse(
        'models.evidence',
        { model: decision.model, unseal: true },
        {
          onProgress: follow.onProgress,
          onStart: (cancel) =>
            follow.onCancel(() => {
              cancelled = true;
              cancel();
            }),
        },
      );
      if (!cancelled) return { ...decision, summary: contract['models.evidence'].output.parse(reply.data) };
    } catch (error) {
      if (!cancelled) {
        options.log('promotion_without_evidence', { code: error instanceof AppError ? error.code : 'internal' });
        return { ...decision, summary: null };
      }
    }
    throw new AppError('cancelled', 'The change of model was cancelled; nothing was changed.');
  }

  function startExport(input: unknown): { jobId: string } {
    const current = workspace();
    const target = targets.take(contract['export.run'].input.parse(input).target);
    const jobId = jobs.start('export.run', async (follow) => {
      const reply = await current.readAside('export.run', input, {
        target,
        onProgress: follow.onProgress,
        onStart: (cancel) => follow.onCancel(cancel),
      });
      return reply.data;
    });
    return { jobId };
  }

  function startAnalysis(method: MethodName, input: unknown): { jobId: string } {
    const current = workspace();
    const jobId = jobs.start(method, async (follow) => {
      // only a promotion opens the sealed landmark
      const asked =
        method === 'models.evidence' ? { model: contract['models.evidence'].input.parse(input).model } : input;
      const reply = await current.analyse(method, asked, {
        onProgress: follow.onProgress,
        onStart: (cancel) => follow.onCancel(cancel),
      });
      noteRevision(reply.revision);
      const trial = trialOf(method, asked, reply.data);
      if (trial) await noteTrial(current, trial);
      return reply.data;
    });
    return { jobId };
  }

  /** The model whose accuracy an analysis told; null where it told none, or that of the official model against itself. */
  function trialOf(method: MethodName, input: unknown, data: unknown): Trial | null {
    if (method === 'whatif.accuracy') {
      const { after, before } = contract['whatif.accuracy'].output.parse(data);
      return after.modelHash === before.modelHash ? null : { modelHash: after.modelHash, what: after.label };
    }
    if (method === 'whatif.report') {
      const { judged, modelHash, officialHash, label } = contract['whatif.report'].output.parse(data);
      return judged && modelHash !== officialHash ? { modelHash, what: label } : null;
    }
    if (method !== 'models.evidence') return null;
    const { validation, modelHash } = contract['models.evidence'].output.parse(data);
    return validation && { modelHash, what: contract['models.evidence'].input.parse(input).model };
  }

  /** A model whose accuracy was looked at counts as tried: by nobody's decision, or the count would be of no use. */
  async function noteTrial(current: OpenWorkspace, trial: Trial): Promise<void> {
    try {
      await current.write('whatif.tried', trial, {
        sources: [],
        onProgress: () => undefined,
        onStart: () => undefined,
      });
    } catch (error) {
      // a command beside an open window may only read: the window counts what it does itself
      if (!(error instanceof AppError) || (error.code !== 'workspace_locked' && error.code !== 'workspace_read_only'))
        throw error;
    }
  }

  async function runInWorker(method: MethodName, input: unknown): Promise<WorkerReply> {
    const current = workspace();
    const refs = sourceRefs(input);
    if (refs.length > 0) return current.read(method, input, sources.resolve(refs));
    if (isStreamed(method)) {
      const { stream } = contract[method].input.parse(input);
      if (stream !== undefined) return streams.run(`${method} ${stream}`, () => current.read(method, input));
    }
    return current.read(method, input);
  }

  /** What the data says is read beside the writer, so that a review keeps what was true when it was done. */
  async function withFindings(input: unknown): Promise<unknown> {
    const done = contract['reviews.complete'].input.parse(input);
    const reply = await workspace().read('reviews.list', {});
    const { due } = contract['reviews.list'].output.parse(reply.data);
    const listed = due.find(({ cadence }) => cadence === done.cadence)?.items ?? [];
    return {
      ...done,
      items: done.items.map((item) => {
        const known = listed.find(({ id }) => id === item.id);
        return known ? { ...item, title: known.title, finding: known.finding } : item;
      }),
    };
  }

  /** The writer has no scores at hand to filter by: which accounts an edit is about is looked up beside it. */
  async function withAccounts(method: MethodName, input: unknown): Promise<unknown> {
    if (method === 'reviews.complete') return withFindings(input);
    if (method !== 'edits.add') return input;
    const edit = contract['edits.add'].input.parse(input);
    if ('accountIds' in edit.target) return edit;
    const reply = await workspace().read('accounts.resolve', edit.target);
    return { ...edit, target: contract['accounts.resolve'].output.parse(reply.data) };
  }

  async function dispatch(method: string, input: unknown): Promise<Reply<unknown>> {
    try {
      if (!isMethodName(method)) throw new AppError('unknown_method', `There is no method ${method}.`);
      const decoded = contract[method].input.safeParse(input ?? {});
      if (!decoded.success) {
        const issue = decoded.error.issues[0];
        throw new AppError(
          'bad_request',
          `The request is not valid at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'unknown'}.`,
        );
      }
      if (isWriterMethod(method)) {
        if (contract[method].kind === 'job') return { ok: true, data: startJob(method, decoded.data), revision };
        const reply = await workspace().write(method, await withAccounts(method, decoded.data), {
          sources: sources.resolve(sourceRefs(decoded.data)),
          onProgress: () => undefined,
          onStart: () => undefined,
        });
        noteRevision(reply.revision);
        return { ok: true, data: reply.data, revision: reply.revision };
      }
      if (method === 'export.run') return { ok: true, data: startExport(decoded.data), revision };
      if (isReaderMethod(method) && contract[method].kind === 'job')
        return { ok: true, data: startAnalysis(method, decoded.data), revision };
      if (open === null && isModelQuery(method))
        return { ok: true, data: answerWithoutWorkspace(presets, method, decoded.data), revision };
      if (isReaderMethod(method)) {
        const reply = await runInWorker(method, decoded.data);
        noteRevision(reply.revision);
        if (options.host !== 'cli' && JSON.stringify(reply.data).length > MAX_REPLY_BYTES)
          throw new AppError('result_too_large', 'The answer is too large to show. Narrow the filters.');
        return { ok: true, data: reply.data, revision: reply.revision };
      }
      return { ok: true, data: await runLocal(method, decoded.data), revision };
    } catch (error) {
      if (!(error instanceof AppError))
        options.log('internal_error', {
          method,
          detail:
            process.env.BELLWETHER_DEBUG === '1' && error instanceof Error ? (error.stack ?? error.message) : null,
        });
      return { ok: false, error: toWireError(error) };
    }
  }

  return {
    dispatch,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    addSource: (path, sourceOptions) => sources.add(path, sourceOptions),
    addExportTarget: (path, targetOptions) => targets.add(path, targetOptions),
    addWorkspace: (path) => {
      const ref = RecentWorkspaces.refOf(path);
      paths.set(ref, resolve(path));
      return ref;
    },
    uploadDir: sources.uploadDir,
    close: async () => {
      await closeOpen();
      targets.close();
      sources.discardAll();
      listeners.clear();
    },
  };
}
