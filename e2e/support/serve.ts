import { spawn } from 'node:child_process';
import { CLI, ROOT } from './paths.ts';

export type ServedApp = {
  /** With the token in its fragment. */
  readonly url: string;
  readonly port: number;
  readonly token: string;
  /** Process that serves. */
  readonly pid: number | undefined;
  call(method: string, input: unknown): Promise<unknown>;
  /** Ends it as Ctrl-C does and answers its exit status. */
  stop(): Promise<number | null>;
};

const ADDRESS = /http:\/\/127\.0\.0\.1:(\d+)\/#token=([\w-]+)/;

/** Runs `bellwether serve` on a data folder, as browser mode does. */
export async function serve(dataDir: string, args: readonly string[] = []): Promise<ServedApp> {
  const child = spawn(process.execPath, [CLI, 'serve', ...args, '--port', '0', '--no-open'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', BELLWETHER_DATA_DIR: dataDir },
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  let output = '';
  const found = new Promise<RegExpExecArray>((resolve, reject) => {
    const read = (data: Buffer): void => {
      output += data.toString();
      const match = ADDRESS.exec(output);
      if (match) resolve(match);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then((code) => reject(new Error(`serve ended (status ${code}) without an address.\n${output}`)));
  });
  const [url, port = '', token = ''] = await found;
  return {
    url,
    port: Number(port),
    token,
    pid: child.pid,
    call: async (method, input) => {
      const headers = { 'content-type': 'application/json', 'x-bellwether-token': token };
      const response = await fetch(`http://127.0.0.1:${port}/rpc/${method}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(input),
      });
      return response.json();
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGINT');
        const killer = setTimeout(() => child.kill('SIGKILL'), 15_000);
        await ended;
        clearTimeout(killer);
      }
      return ended;
    },
  };
}
