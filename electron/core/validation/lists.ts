import type { BackTest, Scene } from './scene.ts';
import { namedRow } from './scene.ts';

/** Last row before each churn, by account and day: what the score said when it was last asked. */
export function lastRowsBeforeChurn({ rows }: Scene): number[] {
  const last = new Map<string, number>();
  for (let row = 0; row < rows.length; row++)
    if (rows.outcome[row] === 1) last.set(`${rows.cluster[row]} ${rows.outcomeDay[row]}`, row);
  return [...last.values()];
}

type List = BackTest['missedChurns'];

function listOf(scene: Scene, chosen: readonly number[]): List {
  const { rows } = scene;
  const arrOf = (row: number): number => rows.arr[row] as number;
  const byArr = [...chosen].sort((a, b) => (arrOf(b) || 0) - (arrOf(a) || 0) || a - b);
  const stated = chosen.filter((row) => !Number.isNaN(arrOf(row)));
  return {
    total: chosen.length,
    arr: stated.length === 0 ? null : Math.round(stated.reduce((sum, row) => sum + arrOf(row), 0) * 100) / 100,
    rows: byArr.slice(0, scene.most).map((row) => namedRow(scene, row)),
  };
}

export function missedChurns(scene: Scene): List {
  return listOf(
    scene,
    lastRowsBeforeChurn(scene).filter((row) => scene.flagged[row] === 0),
  );
}

/** One row an account: the newest landmark at which it was flagged and stayed. */
export function falseAlarms(scene: Scene): List {
  const { rows, flagged } = scene;
  const newest = new Map<number, number>();
  for (let row = 0; row < rows.length; row++)
    if (flagged[row] === 1 && rows.outcome[row] === 0) newest.set(rows.cluster[row] as number, row);
  return listOf(scene, [...newest.values()]);
}
