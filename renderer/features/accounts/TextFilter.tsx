import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useFilters, withFilter } from '../../state/filters.ts';

/** Finds accounts by what they are called; `/` leads here. */
export function TextFilter() {
  const { filters, set } = useFilters();
  const [text, setText] = useState(filters.text ?? '');
  const input = useRef<HTMLInputElement>(null);
  const apply = useDebouncedCallback(
    (value: string) => set(withFilter(filters, 'text', value.trim() || undefined), { replace: true }),
    150,
  );
  useEffect(() => {
    if (document.activeElement !== input.current) setText(filters.text ?? '');
  }, [filters.text]);
  useHotkeys([['/', () => input.current?.focus()]]);
  return (
    <input
      ref={input}
      className="inp acc-text"
      type="search"
      placeholder="Name, id or CSM"
      aria-label="Find accounts by name, id or CSM"
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
    />
  );
}
