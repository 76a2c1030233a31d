import { MantineProvider } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useFormat } from '../data/format.ts';
import { useAsOf, useWorkspace } from '../data/workspace.ts';
import { resolver, theme } from '../ui/theme.ts';

/** Drawn charts get a frame of reference, so that style sheets can make them as wide as the paper. */
function scaleCharts(isPrinting: boolean): void {
  for (const drawing of document.querySelectorAll('.chart svg')) {
    if (!isPrinting) drawing.removeAttribute('viewBox');
    else drawing.setAttribute('viewBox', `0 0 ${drawing.getAttribute('width')} ${drawing.getAttribute('height')}`);
  }
}

/** Paper is light: what is printed is drawn in the light theme, charts included, and afterwards as it was. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const show = (printing: boolean) => () => {
      flushSync(() => setPrinting(printing));
      scaleCharts(printing);
    };
    const [before, after] = [show(true), show(false)];
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      defaultColorScheme="auto"
      {...(isPrinting ? { forceColorScheme: 'light' as const } : {})}
    >
      {children}
    </MantineProvider>
  );
}

/** First line of everything printed: whose scores these are, as of when, and which model made them. */
export function PrintHead() {
  const { data: workspace } = useWorkspace();
  const asOf = useAsOf();
  const format = useFormat();
  if (!workspace || asOf === null) return null;
  const { name, version } = workspace.model;
  return (
    <p className="print-head">
      <bdi>{workspace.name}</bdi>, scores as of {format.weekdayDate(asOf)}, 0 to 100, higher is healthier. Model {name}{' '}
      v{version}.
    </p>
  );
}
