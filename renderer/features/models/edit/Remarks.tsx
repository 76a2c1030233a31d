import type { ModelRemark } from '#shared/contract/models.ts';
import { Icon } from '../../../ui/icons.tsx';

/** What the core has to say about the draft: errors first. */
export function Remarks({ remarks }: { readonly remarks: readonly ModelRemark[] }) {
  if (remarks.length === 0) return null;
  const ordered = [...remarks].sort((a, b) => Number(b.level === 'error') - Number(a.level === 'error'));
  return (
    <ul className="me-remarks" aria-label="Remarks about the draft" aria-live="polite">
      {ordered.map(({ level, at, message }) => (
        <li key={`${level} ${at ?? ''} ${message}`} className={level}>
          <Icon name="warn" size={14} />
          <span>
            <span className="vh">{level === 'error' ? 'Error: ' : 'Warning: '}</span>
            {message}
          </span>
        </li>
      ))}
    </ul>
  );
}
