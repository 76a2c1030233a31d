import type { TierRole } from '#shared/model/health-model.ts';
import type { ToastItem } from '../../state/toasts.ts';
import type { Explanation } from '../../ui/HowComputed.tsx';

/** Names that a layout has to stand: ordinary, 60 characters, right to left, one without a break. */
export const NAMES = [
  'Halyard Group',
  'Nordwestdeutsche Versicherungs- und Finanzholding SE & Co. KG',
  'شركة الخليج للتقنية المتقدمة',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau',
] as const;

type Tier = { readonly name: string; readonly role: TierRole; readonly from: number };

/** Tiers of models with three, four and five of them, best first. */
export const MODELS: readonly { readonly name: string; readonly tiers: readonly Tier[] }[] = [
  {
    name: 'Three tiers',
    tiers: [
      { name: 'Green', role: 'healthy', from: 70 },
      { name: 'Yellow', role: 'moderate', from: 40 },
      { name: 'Red', role: 'critical', from: 0 },
    ],
  },
  {
    name: 'Four tiers',
    tiers: [
      { name: 'Healthy', role: 'healthy', from: 75 },
      { name: 'Moderate', role: 'moderate', from: 50 },
      { name: 'At Risk', role: 'atrisk', from: 25 },
      { name: 'Critical', role: 'critical', from: 0 },
    ],
  },
  {
    name: 'Five tiers',
    tiers: [
      { name: 'Thriving', role: 'thriving', from: 85 },
      { name: 'Healthy', role: 'healthy', from: 70 },
      { name: 'Neutral', role: 'moderate', from: 50 },
      { name: 'At-Risk', role: 'atrisk', from: 30 },
      { name: 'Critical', role: 'critical', from: 0 },
    ],
  },
];

/** Accounts per bin of five points. */
export const COUNTS = [1, 0, 2, 1, 3, 2, 4, 6, 5, 9, 11, 12, 16, 21, 27, 30, 26, 18, 9, 4] as const;

export const HOW: Explanation = {
  of: 'Mean health',
  formula: ['Sum of the scores ÷ accounts with a score.'],
  inputs: ['Scores of the as-of date'],
  note: 'Provisional scores count.',
};

const undo: ToastItem['action'] = { label: 'Undo', run: () => undefined };
export const TOASTS: readonly ToastItem[] = [
  { id: -1, message: 'Tier: Critical', action: undo, tone: 'plain' },
  { id: -2, message: `${NAMES[1]} is assigned to Ida`, action: undo, tone: 'plain' },
  { id: -3, message: 'The file could not be written: the disk is full.', action: null, tone: 'bad' },
];
