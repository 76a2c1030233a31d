import { parseArgs } from 'node:util';
import { figuresOf } from './figures.ts';
import { WrongUse } from './machine.ts';

export type BenchOptions = { readonly quick: boolean; readonly runs: number; readonly only: string };

/** `--quick`, `--runs N` (medians of N) and `--only NAME` (peers whose name has it). */
export function readOptions(args: readonly string[]): BenchOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { quick: { type: 'boolean' }, runs: { type: 'string' }, only: { type: 'string' } },
    });
    const runs = Number(values.runs ?? (values.quick ? 1 : 3));
    if (!Number.isInteger(runs) || runs < 1) throw new WrongUse('--runs takes a whole number from 1.');
    return { quick: values.quick ?? false, runs, only: values.only ?? '' };
  } catch (error) {
    throw error instanceof WrongUse ? error : new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

/** `cpuMs` is null where only the wall clock is known. */
export type Run = { readonly ms: number; readonly cpuMs: number | null; readonly peakKb: number };
export type Runner = { readonly name: string; readonly goal: number | null; readonly run: () => Run };

/** Runs everybody in turn, so that a busy moment of the machine falls on all of them. */
export function takeTurns(runners: readonly Runner[], rounds: number): Map<Runner, Run[]> {
  const taken = new Map<Runner, Run[]>(runners.map((runner) => [runner, []]));
  for (let round = 0; round < rounds; round += 1) for (const runner of runners) taken.get(runner)?.push(runner.run());
  return taken;
}

const timeOf = (ms: number): string => (ms < 1000 ? `${ms.toFixed(2)} ms` : `${(ms / 1000).toFixed(2)} s`);

const median = (values: readonly number[]): number => figuresOf(values).median;

/**
 * Prints medians, and of each peer what share of its time the first runner takes beside the goal. Answers its median: of
 * processor time where that is known, which a busy machine changes less.
 */
export function reportRounds(taken: ReadonlyMap<Runner, readonly Run[]>): number {
  const [[, ours] = [null, []]] = taken;
  const own = median(ours.map(({ ms }) => ms));
  for (const [{ name, goal }, runs] of taken) {
    const ms = median(runs.map((run) => run.ms));
    const cpu = runs.flatMap(({ cpuMs }) => (cpuMs === null ? [] : [cpuMs]));
    const peak = Math.max(...runs.map(({ peakKb }) => peakKb)) / 1024;
    const ratio =
      runs === ours
        ? ''
        : `   we take ${(own / ms).toFixed(own < 0.1 * ms ? 4 : 2)} of its time${goal === null ? '' : ` (goal ≤ ${goal})`}`;
    const processor = cpu.length === 0 ? '' : `, processor ${timeOf(median(cpu))}`;
    console.log(
      `  ${name.padEnd(18)} n ${runs.length}   median ${timeOf(ms).padStart(9)}${processor}   peak ${Math.round(peak)} MB${ratio}`,
    );
  }
  const cpu = ours.flatMap(({ cpuMs }) => (cpuMs === null ? [] : [cpuMs]));
  return cpu.length === 0 ? own : median(cpu);
}
