import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { describe, expect, it } from 'vitest';
import { createFakeCore } from '../loopback/testing/fake-core.ts';
import type { Dialogs } from './dialogs.ts';
import { isTrustedSender, pushEvents, registerIpc, type SenderFrame } from './ipc.ts';

type Listener = (event: IpcMainInvokeEvent, ...args: unknown[]) => Promise<unknown>;

function top(url: string): SenderFrame {
  const frame: { url: string; top: SenderFrame | null } = { url, top: null };
  frame.top = frame;
  return frame;
}

describe('the sender (R16)', () => {
  const page = top('app://bundle/');
  it.each<[string, SenderFrame | null, boolean]>([
    ['our page', page, true],
    ['our page at a view', top('app://bundle/#/accounts'), true],
    ['no frame (gone)', null, false],
    ['a frame inside our page', { url: 'app://bundle/', top: page }, false],
    ['a detached frame', { url: 'app://bundle/', top: null }, false],
    ['another origin', top('https://example.com/'), false],
    ['a longer host', top('app://bundle.evil/'), false],
    ['a port', top('app://bundle:1/'), false],
    ['a user', top('app://bundle@evil/'), false],
    ['a file', top('file:///bundle/index.html'), false],
    ['about:blank', top('about:blank'), false],
    ['nothing', top(''), false],
  ])('%s', (_label, frame, trusted) => {
    expect(isTrustedSender(frame)).toBe(trusted);
  });
});

function setUp() {
  const core = createFakeCore();
  const listeners = new Map<string, Listener>();
  const asked: unknown[][] = [];
  const dialogs: Dialogs = {
    pickImportSources: async () => [],
    addDroppedFiles: async (paths) => {
      asked.push([...paths]);
      return [];
    },
    pickFolder: async () => null,
    pickWorkspace: async () => {
      throw new Error('EACCES /home/someone/secret.bellwether');
    },
    saveText: async () => true,
    pickExportTarget: async (name) => {
      asked.push([name]);
      return 'target-1';
    },
  };
  const ipcMain = { handle: (channel: string, listener: Listener) => listeners.set(channel, listener) };
  registerIpc({ ipcMain: ipcMain as Partial<IpcMain> as IpcMain, core, dialogs, log: () => {} });
  const invoke = (frame: SenderFrame | null, channel: string, ...args: unknown[]): Promise<unknown> =>
    listeners.get(channel)?.({ senderFrame: frame } as IpcMainInvokeEvent, ...args) ??
    Promise.reject(new Error('no handler'));
  return { core, listeners, asked, invoke };
}

describe('the channels', () => {
  it('are these seven (snapshot)', () => {
    expect([...setUp().listeners.keys()].sort()).toEqual([
      'add-dropped-files',
      'pick-export-target',
      'pick-folder',
      'pick-import-sources',
      'pick-workspace',
      'rpc',
      'save-text',
    ]);
  });

  it('pass a call of our page on, and no other', async () => {
    const { core, invoke } = setUp();
    expect(await invoke(top('app://bundle/'), 'rpc', 'app.info', { a: 1 })).toMatchObject({ ok: true });
    for (const frame of [null, top('https://example.com/'), { url: 'app://bundle/', top: top('app://bundle/') }]) {
      await expect(invoke(frame, 'rpc', 'app.info', {})).rejects.toThrow('Refused.');
    }
    expect(core.calls).toEqual([{ method: 'app.info', input: { a: 1 } }]);
  });

  it.each<[string, unknown[]]>([
    ['rpc', []],
    ['rpc', [1, {}]],
    ['rpc', ['', {}]],
    ['rpc', ['a'.repeat(65), {}]],
    ['rpc', ['app.info', {}, {}]],
    ['add-dropped-files', ['/etc/passwd']],
    ['add-dropped-files', [[1]]],
    ['add-dropped-files', [['']]],
    ['add-dropped-files', [Array.from({ length: 501 }, () => '/x')]],
    ['pick-workspace', ['/etc/passwd']],
    ['pick-folder', ['/etc']],
    ['pick-export-target', []],
    ['pick-export-target', [{ path: '/etc/passwd' }]],
    ['pick-export-target', ['x'.repeat(1025)]],
    ['save-text', ['x']],
    ['save-text', ['x', { toString: () => 'x' }]],
  ])('%s refuses %j', async (channel, args) => {
    const { core, asked, invoke } = setUp();
    await expect(invoke(top('app://bundle/'), channel, ...args)).rejects.toThrow('Refused.');
    expect(core.calls).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('let no path out with an error (R19)', async () => {
    await expect(setUp().invoke(top('app://bundle/'), 'pick-workspace')).rejects.toThrow(/^Something went wrong/);
  });

  it('push events to windows that are still there', () => {
    const { core } = setUp();
    const sent: string[] = [];
    const window = (name: string, destroyed: boolean) => ({
      isDestroyed: () => destroyed,
      webContents: { send: (channel: string) => sent.push(`${name} ${channel}`) },
    });
    pushEvents(core, () => [window('open', false), window('gone', true)]);
    core.emit({ topic: 'data-changed', revision: 1 });
    expect(sent).toEqual(['open core-event']);
  });
});
