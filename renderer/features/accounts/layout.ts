import {
  type AccountColumnId,
  attributeOfColumn,
  dimensionOfColumn,
  isNamedColumn,
} from '#shared/contract/account-columns.ts';

/** A column of the reader's own layout; null width: as wide as the column is by itself. */
export type ColumnChoice = { readonly id: AccountColumnId; readonly width: number | null };

export const MIN_WIDTH = 48;
const MAX_WIDTH = 600;

function columnId(text: string): AccountColumnId | null {
  if (isNamedColumn(text)) return text;
  const dimension = dimensionOfColumn(text);
  if (dimension !== null) return `dimension:${dimension}`;
  const attribute = attributeOfColumn(text);
  return attribute === null ? null : `attribute:${attribute}`;
}

const clamped = (width: number): number => Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, Math.round(width)));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The account's name leads every layout. */
function withName(choices: readonly ColumnChoice[]): readonly ColumnChoice[] {
  const name = choices.find(({ id }) => id === 'name') ?? { id: 'name' as const, width: null };
  return [name, ...choices.filter(({ id }) => id !== 'name')];
}

/** Columns that were stored, those that are columns still. */
export function knownColumns(
  stored: readonly { readonly id: string; readonly width: number | null }[],
): readonly ColumnChoice[] {
  return stored.flatMap(({ id, width }) => {
    const known = columnId(id);
    return known === null ? [] : [{ id: known, width }];
  });
}

/** `name,score~120,attribute:Motto`; null for no columns, what cannot be read is left out. */
export function parseColumns(text: string | undefined): readonly ColumnChoice[] | null {
  const seen = new Set<string>();
  const choices = (text ?? '').split(',').flatMap((part): ColumnChoice[] => {
    const [name = '', width] = part.split('~');
    const id = columnId(decoded(name));
    if (id === null || seen.has(id)) return [];
    seen.add(id);
    const px = Number(width);
    return [{ id, width: width !== undefined && Number.isFinite(px) ? clamped(px) : null }];
  });
  return choices.length === 0 ? null : withName(choices);
}

export function formatColumns(choices: readonly ColumnChoice[] | null): string {
  return (choices ?? [])
    .map(({ id, width }) => {
      const name = attributeOfColumn(id) === null ? id : `attribute:${encodeURIComponent(attributeOfColumn(id) ?? '')}`;
      return width === null ? name : `${name}~${width}`;
    })
    .join(',');
}

/** Shows a column as the last one, or hides it. */
export function withToggled(choices: readonly ColumnChoice[], id: AccountColumnId): readonly ColumnChoice[] {
  if (id === 'name') return choices;
  return choices.some((choice) => choice.id === id)
    ? choices.filter((choice) => choice.id !== id)
    : [...choices, { id, width: null }];
}

/** Moves a column by places; the account's name stays first. */
export function withMoved(choices: readonly ColumnChoice[], id: AccountColumnId, by: number): readonly ColumnChoice[] {
  const from = choices.findIndex((choice) => choice.id === id);
  const choice = choices[from];
  const to = Math.max(1, Math.min(choices.length - 1, from + by));
  if (!choice || from < 1 || to === from) return choices;
  const rest = choices.filter((other) => other !== choice);
  return [...rest.slice(0, to), choice, ...rest.slice(to)];
}

export function withWidth(
  choices: readonly ColumnChoice[],
  id: AccountColumnId,
  width: number,
): readonly ColumnChoice[] {
  return choices.map((choice) => (choice.id === id ? { id, width: clamped(width) } : choice));
}
