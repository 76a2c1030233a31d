import type { Book } from './book.ts';

const kept = new WeakMap<Book['records'], readonly string[]>();

/** What a text is looked for in, by account, in small letters; made once for a set of records. */
export function searchTexts(records: Book['records']): readonly string[] {
  const known = kept.get(records);
  if (known) return known;
  const texts = Array.from(records, (record) =>
    record ? `${record.name}\u001f${record.accountId}\u001f${record.csm ?? ''}`.toLocaleLowerCase('en') : '',
  );
  kept.set(records, texts);
  return texts;
}
