import type { HealthModel } from './health-model.ts';
import type { ReferencePage } from './reference/block.ts';
import {
  flagSection,
  measureSection,
  missingSection,
  onboardingSection,
  riskSection,
  seasonSection,
  tierSections,
} from './reference/policies.ts';
import { aboutSection, compositeSection, dimensionSection } from './reference/scoring.ts';

export type { ReferenceBlock, ReferencePage } from './reference/block.ts';

/** The reference page of a model. */
export function referencePage(model: HealthModel): ReferencePage {
  return {
    id: model.id,
    title: model.name,
    sections: [
      aboutSection(model),
      compositeSection(model),
      ...model.dimensions.map(dimensionSection),
      ...tierSections(model),
      missingSection(model),
      flagSection(model),
      onboardingSection(model),
      seasonSection(model),
      riskSection(model),
      measureSection(model),
    ],
  };
}
