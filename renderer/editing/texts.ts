import type { ModelInfo } from '#shared/contract/models.ts';
import type { Format } from '../data/format.ts';

/** Who made a version and when: `Ada, 28 Jun 2026`. */
export function madeText(model: Pick<ModelInfo, 'preset' | 'author' | 'createdAt'>, format: Format): string {
  if (model.preset) return 'as shipped';
  return model.createdAt === null ? model.author : `${model.author}, ${format.date(model.createdAt.slice(0, 10))}`;
}

/** `45%`, `57.1%`. */
export function weightText(value: number, format: Format): string {
  return `${format.number(value, Number.isInteger(value) ? 0 : 1)}%`;
}

/** `Signal points, version 2`. */
export function versionText(model: Pick<ModelInfo, 'name' | 'version'>): string {
  return `${model.name}, version ${model.version}`;
}

/** Parts of a model as differences and the reference name them. */
const AREAS: Readonly<Record<string, string>> = {
  dimensions: 'Dimensions',
  tiers: 'Tiers',
  segments: 'Segments',
  missing: 'Missing data',
  flags: 'Flags',
  policies: 'Policies',
  about: 'About',
};

export function areaText(area: string): string {
  return AREAS[area] ?? area;
}
