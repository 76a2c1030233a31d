import type { ModelInfo } from '#shared/contract/models.ts';

export const TABS = [
  { id: '', label: 'Overview' },
  { id: 'edit', label: 'Edit' },
  { id: 'versions', label: 'Versions' },
  { id: 'reference', label: 'Reference' },
] as const;
export type Tab = (typeof TABS)[number]['id'];

/** Versions of one model id, newest first. */
export type ModelGroup = {
  readonly id: string;
  readonly name: string;
  readonly versions: readonly ModelInfo[];
  /** Newest version: what the list leads to. */
  readonly newest: ModelInfo;
  readonly official: ModelInfo | null;
};

/** Models with their versions: the official one first, then those with versions of their own, then presets by id. */
export function groupModels(models: readonly ModelInfo[]): readonly ModelGroup[] {
  const byId = Map.groupBy(models, (model) => model.id);
  const groups = [...byId.entries()].flatMap(([id, versions]): ModelGroup[] => {
    const ordered = [...versions].sort((a, b) => b.version - a.version);
    const [newest] = ordered;
    return newest
      ? [{ id, name: newest.name, versions: ordered, newest, official: ordered.find((model) => model.active) ?? null }]
      : [];
  });
  const rank = (group: ModelGroup) => (group.official ? 0 : group.newest.preset ? 2 : 1);
  return groups.sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

/** The version an address names: `003-signal@2`, or a model id for its official, else its newest version; else the official one. */
export function shownModel(groups: readonly ModelGroup[], wanted: string | undefined): ModelInfo | null {
  const all = groups.flatMap((group) => group.versions);
  const group = groups.find(({ id }) => id === wanted);
  return (
    all.find((model) => model.modelVersion === wanted) ??
    group?.official ??
    group?.newest ??
    all.find((model) => model.active) ??
    all[0] ??
    null
  );
}

export function tabOf(params: Readonly<Record<string, string>>): Tab {
  return TABS.find(({ id }) => id === params.tab)?.id ?? '';
}
