import { useEffect, useId, useRef, useState } from 'react';
import type { ModelRemark } from '#shared/contract/models.ts';
import { joinWords } from '#shared/format/words.ts';
import type { Format } from '../../../data/format.ts';
import { Icon } from '../../../ui/icons.tsx';

/** What the core has to say about the draft, folded into one line, so that nothing moves while a slider is held. */
export function Remarks({ remarks, format }: { readonly remarks: readonly ModelRemark[]; readonly format: Format }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const area = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !area.current?.contains(event.target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(false);
    };
    window.addEventListener('pointerdown', onPointer);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('pointerdown', onPointer);
      window.removeEventListener('keydown', onKey);
    };
  }, [open]);
  if (remarks.length === 0) return null;
  const errors = remarks.filter(({ level }) => level === 'error');
  const warnings = remarks.filter(({ level }) => level === 'warning');
  const words = [
    ...(errors.length > 0 ? [format.count(errors.length, 'error')] : []),
    ...(warnings.length > 0 ? [format.count(warnings.length, 'warning')] : []),
  ];
  return (
    <span ref={area}>
      <button
        type="button"
        className={errors.length > 0 ? 'link bad' : 'link'}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {joinWords(words)}
      </button>
      {open && (
        <ul id={id} className="me-remarks" aria-label="Remarks about the draft">
          {[...errors, ...warnings].map(({ level, at, message }) => (
            <li key={`${level} ${at ?? ''} ${message}`} className={level}>
              <Icon name="warn" size={14} />
              <span>
                <span className="vh">{level === 'error' ? 'Error: ' : 'Warning: '}</span>
                {message}
              </span>
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}
