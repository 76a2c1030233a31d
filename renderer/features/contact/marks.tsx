import type { contactMark } from '#shared/contract/contacts.ts';
import type { Role } from '../../ui/tier.tsx';

type Mark = (typeof contactMark)['options'][number];
const MARKS: Readonly<Record<Mark, string>> = { sponsor: 'Sponsor', champion: 'Champion', admin: 'Admin' };

/** Shapes and colours of the three tiers of user health. */
export const USER_ROLES: Readonly<Record<'Green' | 'Yellow' | 'Red', Role>> = {
  Green: 'healthy',
  Yellow: 'moderate',
  Red: 'critical',
};

/** What makes somebody a key user. */
export function Marks({ marks }: { readonly marks: readonly Mark[] }) {
  return (
    <span className="row marks">
      {marks.map((mark) => (
        <span key={mark} className="mark-tag">
          {MARKS[mark]}
        </span>
      ))}
    </span>
  );
}
