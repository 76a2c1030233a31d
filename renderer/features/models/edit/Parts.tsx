import { useEditor } from '../../../editing/editor.ts';
import { problemsUnder } from '../../../editing/problems.ts';
import { useAddress, useHref } from '../../../state/navigation.ts';
import { About } from './About.tsx';
import { Dimensions } from './Dimensions.tsx';
import { Flags } from './Flags.tsx';
import { Missing } from './Missing.tsx';
import { Policies } from './Policies.tsx';
import { Risk } from './Risk.tsx';
import { Tiers } from './Tiers.tsx';

/** The parts of the form, and the places of the document each is about. */
const PARTS = [
  { id: '', label: 'Dimensions', form: Dimensions, paths: ['dimensions'] },
  {
    id: 'tiers',
    label: 'Tiers and segments',
    form: Tiers,
    paths: ['tiers', 'segmentOverlays', 'segmentTilts', 'healthyBound', 'atRiskBound', 'confirmPolicy'],
  },
  { id: 'missing', label: 'Missing data', form: Missing, paths: ['missingPolicy'] },
  { id: 'flags', label: 'Flags', form: Flags, paths: ['flags', 'flagPolicy'] },
  { id: 'risk', label: 'Risk', form: Risk, paths: ['riskOverlay'] },
  {
    id: 'policies',
    label: 'Policies',
    form: Policies,
    paths: ['seasonalPolicy', 'onboardingPolicy', 'priorityPolicy', 'signalOptions'],
  },
  { id: 'about', label: 'About', form: About, paths: ['id', 'name', 'source'] },
] as const;

export function Parts() {
  const { problems, format } = useEditor();
  const { params } = useAddress();
  const href = useHref();
  const shown = PARTS.find(({ id }) => id === params.part) ?? PARTS[0];
  const Form = shown.form;
  return (
    <div className="me-form">
      <nav className="me-parts" aria-label="Parts of the model">
        {PARTS.map(({ id, label, paths }) => {
          const wrong = problemsUnder(problems, paths);
          return (
            <a
              key={id}
              href={href({ params: { ...params, part: id } })}
              aria-current={id === shown.id ? 'true' : undefined}
            >
              {label}
              {wrong > 0 && <span className="bad"> {format.count(wrong, 'error')}</span>}
            </a>
          );
        })}
      </nav>
      <Form />
    </div>
  );
}
