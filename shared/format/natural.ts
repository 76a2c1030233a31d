const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Order of names as people read them: Region 2 before Region 10, whatever the case. */
export const byName = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : Number(a > b));
