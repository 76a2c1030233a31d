import { type MouseEvent, useEffect, useState } from 'react';
import { navigate, useAddress, useHref } from '../../state/navigation.ts';

export type PagePart = { readonly id: string; readonly name: string };

const idOf = (part: string): string => `part-${part}`;

function show(part: string): boolean {
  const element = document.getElementById(idOf(part));
  element?.scrollIntoView({ block: 'start' });
  element?.focus({ preventScroll: true });
  return element !== null;
}

/** Which part of the page is under the eye: the last whose head has passed the upper third. */
function useCurrent(parts: readonly PagePart[]): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  useEffect(() => {
    const read = () => {
      const line = window.innerHeight / 3;
      const passed = parts.filter(
        (part) => (document.getElementById(idOf(part.id))?.getBoundingClientRect().top ?? Infinity) < line,
      );
      const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
      setCurrent((atEnd && window.scrollY > 0 ? parts.at(-1) : passed.at(-1))?.id ?? parts[0]?.id ?? null);
    };
    read();
    window.addEventListener('scroll', read, { passive: true });
    return () => window.removeEventListener('scroll', read);
  }, [parts]);
  return current;
}

/** The parts of a long page, always at hand; the one shown stands in the address. */
export function SectionNav({ parts, label }: { readonly parts: readonly PagePart[]; readonly label: string }) {
  const { params } = useAddress();
  const href = useHref();
  const current = useCurrent(parts);
  const [wanted] = useState(params.part);
  useEffect(() => {
    if (wanted !== undefined) show(wanted);
  }, [wanted]);
  const go = (event: MouseEvent, part: string) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    navigate({ params: { ...params, part } }, { replace: true });
    show(part);
  };
  return (
    <nav className="part-nav tabs noprint" aria-label={label}>
      {parts.map((part) => (
        <a
          key={part.id}
          href={href({ params: { ...params, part: part.id } })}
          {...(part.id === current ? { 'aria-current': 'location' as const } : {})}
          onClick={(event) => go(event, part.id)}
        >
          {part.name}
        </a>
      ))}
    </nav>
  );
}

/** One part of a page that `SectionNav` leads to. */
export function Part({ part, children }: { readonly part: PagePart; readonly children: React.ReactNode }) {
  return (
    <div id={idOf(part.id)} className="part" tabIndex={-1}>
      {children}
    </div>
  );
}
