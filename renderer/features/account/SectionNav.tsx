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

/**
 * Which part of the page is under the eye: the last whose head has passed the upper third. Where the page ends before a
 * part gets there, the one that was asked for counts, else the last.
 */
function useCurrent(parts: readonly PagePart[], wanted: string | undefined): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  useEffect(() => {
    const read = () => {
      const topOf = ({ id }: PagePart): number =>
        document.getElementById(idOf(id))?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
      const above = (line: number) => parts.filter((part) => topOf(part) < line);
      const passed = above(window.innerHeight / 3);
      const atEnd = window.scrollY > 0 && window.innerHeight + window.scrollY >= document.body.scrollHeight - 2;
      const seen = atEnd ? above(window.innerHeight).slice(Math.max(0, passed.length - 1)) : passed.slice(-1);
      const shown = (atEnd ? seen.find(({ id }) => id === wanted) : undefined) ?? seen.at(-1) ?? parts[0];
      setCurrent(shown?.id ?? null);
    };
    read();
    window.addEventListener('scroll', read, { passive: true });
    return () => window.removeEventListener('scroll', read);
  }, [parts, wanted]);
  return current;
}

/** The parts of a long page, always at hand; the one shown stands in the address. */
export function SectionNav({ parts, label }: { readonly parts: readonly PagePart[]; readonly label: string }) {
  const { params } = useAddress();
  const href = useHref();
  const current = useCurrent(parts, params.part);
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
