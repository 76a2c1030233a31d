import type { HealthModel } from '#shared/model/health-model.ts';
import { addText, emptyHash, spread } from '../history/hash.ts';

/** What tells who made a model and what it is called; two models that differ in nothing else give the same scores. */
const ABOUT: ReadonlySet<string> = new Set([
  'id',
  'name',
  'version',
  'parentVersion',
  'author',
  'createdAt',
  'changeNote',
  'source',
]);

/** Text of a value whatever the order of its keys; keys without a value are left out. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, of]) => of !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, of]) => `${JSON.stringify(key)}:${canonical(of)}`).join(',')}}`;
}

/**
 * Hash of what a model computes, 16 hexadecimal digits: equal for two documents that score, tier and confirm alike, whatever
 * they are called. Results of analyses carry it beside the seed and the data revision, so that they can be repeated.
 */
export function modelHash(model: HealthModel): string {
  const hash = emptyHash(5);
  addText(hash, canonical(Object.fromEntries(Object.entries(model).filter(([key]) => !ABOUT.has(key)))));
  return [...hash].map((lane) => (spread(lane) >>> 0).toString(16).padStart(8, '0')).join('');
}
