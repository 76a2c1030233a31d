import { createSpotlight } from '@mantine/spotlight';

export const [paletteStore, palette] = createSpotlight();

const listOf = (): HTMLElement | null => document.getElementById(paletteStore.getState().listId);

/** Chooses the first entry: what Enter takes until the arrows say otherwise. */
export function chooseFirst(): void {
  const list = listOf();
  for (const entry of list?.querySelectorAll('[data-selected]') ?? []) entry.removeAttribute('data-selected');
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  paletteStore.updateState((state) => ({ ...state, selected: 0 }));
  nameChosen();
}

/** The focus stays in the field while the arrows choose: the field names the entry they are on. */
export function nameChosen(): void {
  const list = listOf();
  const field = list?.closest('[role=dialog]')?.querySelector('input');
  if (!list || !field) return;
  for (const entry of list.querySelectorAll('[data-action][id]')) entry.removeAttribute('id');
  const chosen = list.querySelector('[data-selected]');
  if (chosen) chosen.id = `${list.id}-${paletteStore.getState().selected}`;
  field.setAttribute('aria-controls', list.id);
  field.setAttribute('aria-activedescendant', chosen?.id ?? '');
}
