import type { ModelSource } from '#shared/contract/model-source.ts';
import type { ModelInfo } from '#shared/contract/models.ts';
import type { ScenarioInfo } from '#shared/contract/scenarios.ts';

export type Side = { readonly id: string; readonly label: string; readonly source: ModelSource };

const SCENARIO = 'scenario:';
export const DRAFT = 'draft';

/** Everything two of which can be compared: what is on the bench, saved scenarios, versions and presets. */
export function sidesOf(
  bench: ModelSource | null,
  scenarios: readonly ScenarioInfo[],
  models: readonly ModelInfo[],
): readonly Side[] {
  return [
    ...(bench ? [{ id: DRAFT, label: 'On the bench', source: bench }] : []),
    ...scenarios.map(({ id, name }) => ({
      id: `${SCENARIO}${id}`,
      label: `Scenario: ${name}`,
      source: { scenario: id },
    })),
    ...models.map((model) => ({
      id: model.modelVersion,
      label: `${model.name}, v${model.version}${model.active ? ', official' : ''}`,
      source: { model: model.modelVersion },
    })),
  ];
}

/** The two sides an address names; else the official version against what is on the bench. */
export function chosenSides(
  sides: readonly Side[],
  params: Readonly<Record<string, string>>,
  official: string,
): { readonly a: Side | undefined; readonly b: Side | undefined } {
  const find = (id: string | undefined) => sides.find((side) => side.id === id);
  return { a: find(params.a) ?? find(official) ?? sides[0], b: find(params.b) ?? find(DRAFT) ?? sides[0] };
}

export const scenarioSide = (id: number): string => `${SCENARIO}${id}`;
