import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { intervalsOf, scoreColumns, scoreComposite } from '#electron/engine/index.ts';
import { pointRules, readModel } from '#electron/engine/testing/fixtures.ts';
import { signalDefinition } from '#shared/model/signals.ts';
import { figuresOf } from './figures.ts';
import { randomFrom } from './random.ts';

/** Point rules of the default model: five dimensions, twenty signals. */
const MODEL = readModel('003-signal');
const RULES = MODEL.dimensions.flatMap((_, dimension) => pointRules(MODEL, dimension));
const MISSING = 0.05;
/** Accounts at a time, as a history is scored. */
const BLOCK = 2048;
const WARM_UP = 2;

export type Timed = { readonly ms: number; readonly peakKb: number };

const file = (folder: string, name: string): string => join(folder, `${name}.f64`);

/** Columns of encoded signals around the bounds of their rules, and the rules as numbers for the peers. */
export function writeKernelData(folder: string, accounts: number): void {
  const random = randomFrom(accounts);
  for (const { signal, good, bad } of RULES) {
    const kind = signalDefinition(signal)?.kind;
    const words = kind?.type === 'enum' ? kind.values.length : kind?.type === 'boolean' ? 2 : 0;
    const bounds = [good.when, bad.when].flatMap((when) => ('value' in when ? [when.value] : []));
    const [low, high] = [Math.min(0, ...bounds), Math.max(1, ...bounds) * 1.5];
    const values = Float64Array.from({ length: accounts }, () => {
      if (random() < MISSING) return Number.NaN;
      return words > 0 ? Math.floor(random() * words) : low + random() * (high - low);
    });
    writeFileSync(file(folder, signal), values);
  }
  const finite = (bound: number): number => Math.max(-1e300, Math.min(1e300, bound));
  const side = (signal: string, { when, points }: (typeof RULES)[number]['good']) => ({
    points,
    intervals: intervalsOf(signal, when).map(({ lo, hi }) => [finite(lo), finite(hi)]),
  });
  writeFileSync(
    join(folder, 'rules.json'),
    JSON.stringify({
      accounts,
      tiers: MODEL.tiers.map(({ from }) => from),
      ...MODEL.missingPolicy,
      dimensions: MODEL.dimensions.map(({ id, weight }, dimension) => ({
        id,
        weight,
        rules: pointRules(MODEL, dimension).map(({ signal, good, bad }) => ({
          signal,
          good: side(signal, good),
          bad: side(signal, bad),
        })),
      })),
    }),
  );
}

const readColumn = (folder: string, name: string): Float64Array =>
  new Float64Array(Uint8Array.from(readFileSync(file(folder, name))).buffer);

/** Scores the columns of a folder, keeps the scores there, and answers the median of some rounds. */
export function runKernel(folder: string, rounds: number): Timed {
  const columns = new Map(RULES.map(({ signal }) => [signal, readColumn(folder, signal)]));
  const accounts = columns.values().next().value?.length ?? 0;
  const segments = new Array<string>(BLOCK).fill('');
  const score = new Float64Array(accounts);
  const times: number[] = [];
  for (let round = 0; round < rounds + WARM_UP; round++) {
    const begun = performance.now();
    for (let from = 0; from < accounts; from += BLOCK) {
      const length = Math.min(BLOCK, accounts - from);
      const ofBlock = length === BLOCK ? segments : segments.slice(0, length);
      const dimensions = scoreColumns(MODEL, (id) => columns.get(id)?.subarray(from, from + length), ofBlock);
      const composite = scoreComposite(MODEL, dimensions.scores, dimensions.coverage, ofBlock);
      score.set(composite.score, from);
    }
    if (round >= WARM_UP) times.push(performance.now() - begun);
  }
  writeFileSync(file(folder, 'score-bellwether'), score);
  return { ms: figuresOf(times).median, peakKb: process.resourceUsage().maxRSS };
}

const SCRIPT = join(import.meta.dirname, 'score-peers.py');

export function runPythonKernel(python: string, peer: 'numpy' | 'pandas', folder: string, rounds: number): Timed {
  const done = spawnSync(python, [SCRIPT, peer, folder, String(rounds)], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${peer} ended with status ${done.status}: ${done.stderr.slice(-500)}`);
  return JSON.parse(done.stdout) as Timed;
}

/** Throws unless a peer came to the same scores: that is what makes its time worth comparing. */
export function compareScores(folder: string, peer: string): void {
  const ours = readColumn(folder, 'score-bellwether');
  const theirs = readColumn(folder, `score-${peer}`);
  const at = ours.findIndex((score, account) => {
    const other = theirs[account] ?? Number.NaN;
    return Number.isNaN(score) ? !Number.isNaN(other) : !(Math.abs(score - other) <= 1e-6);
  });
  if (at >= 0) throw new Error(`${peer} scores account ${at} ${theirs[at]}, we ${ours[at]}.`);
}
