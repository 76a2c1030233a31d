import { createSpotlight } from '@mantine/spotlight';

export const [paletteStore, palette] = createSpotlight();

/** Chooses the first entry: what Enter takes until the arrows say otherwise. */
export function chooseFirst(): void {
  paletteStore.updateState((state) => ({ ...state, selected: 0 }));
  const list = document.getElementById(paletteStore.getState().listId);
  for (const entry of list?.querySelectorAll('[data-selected]') ?? []) entry.removeAttribute('data-selected');
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
}
