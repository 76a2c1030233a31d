import type { Explanation } from '../../ui/HowComputed.tsx';

/** How the health of one person is computed (30-method.md 2.7). */
export const USER_HEALTH: Explanation = {
  of: 'User health',
  formula: [
    'Points earned ÷ points possible × 100, over the parts with data.',
    'Last login 40: within 7 d 40, 14 d 30, 30 d 20, 60 d 10. Active days of 28 30: from 16 on 30, 4 on 20, 1 on 10. Features 20 × share used. Training 5. Community or e-mail 5.',
  ],
  inputs: ['Usage and product events with a contact id', 'Training and touchpoints of this person'],
  note: 'Green from 70, Yellow from 40. Health of people is Bellwether’s own: the method gives no formula. A sponsor, champion or admin without activity for 30 days is dormant.',
};
