import type { Facts } from '#shared/model/facts.ts';
import { addText, emptyHash, type Hash64 } from './hash.ts';

/** The bits of one column of facts. */
export type WordColumn = { readonly words: Uint32Array; readonly perRow: 1 | 2 };

function textColumn(texts: readonly string[]): WordColumn {
  const words = new Uint32Array(texts.length * 2);
  texts.forEach((text, index) => {
    const hash = emptyHash();
    addText(hash, text);
    words.set(hash, index * 2);
  });
  return { words, perRow: 2 };
}

/** Names instead of dictionary numbers: the same facts have the same hash whatever else the dictionary holds. */
function namedColumn(names: readonly string[], indexes: Uint16Array): WordColumn {
  const { words } = textColumn(names);
  const named = new Uint32Array(indexes.length);
  for (let row = 0; row < named.length; row++) named[row] = words[(indexes[row] as number) * 2] as number;
  return { words: named, perRow: 1 };
}

/** The bits of a column; throws for what is no column, so that nothing can be left out unseen. */
export function wordColumn(facts: Facts, name: string, values: unknown, rows: number): WordColumn {
  if (name === 'usage.metric') return namedColumn(facts.usage.metrics, facts.usage.metric);
  if (name === 'activity.what') return namedColumn(['', ...facts.usage.metrics], facts.activity.what);
  if (Array.isArray(values) && values.length === rows && values.every((value) => typeof value === 'string'))
    return textColumn(values);
  if (ArrayBuffer.isView(values) && 'length' in values && values.length === rows) {
    if (values instanceof Float64Array)
      return { words: new Uint32Array(values.buffer, values.byteOffset, rows * 2), perRow: 2 };
    if (values instanceof Int32Array)
      return { words: new Uint32Array(values.buffer, values.byteOffset, rows), perRow: 1 };
    if (values instanceof Uint8Array || values instanceof Uint16Array)
      return { words: new Uint32Array(values), perRow: 1 };
  }
  throw new Error(`Facts hold "${name}", which the content hash cannot read.`);
}

/** Takes up the rows `from` … `to − 1`, as {@link addWord} takes up one word after the other; the lanes stay at hand. */
export function addRows(hash: Hash64, columns: readonly WordColumn[], from: number, to: number): void {
  let a = hash[0] as number;
  let b = hash[1] as number;
  for (let row = from; row < to; row++) {
    for (let c = 0; c < columns.length; c++) {
      const { words, perRow } = columns[c] as WordColumn;
      for (let at = row * perRow; at < (row + 1) * perRow; at++) {
        const word = words[at] as number;
        let k = Math.imul(word, 0xcc9e2d51);
        a ^= Math.imul((k << 15) | (k >>> 17), 0x1b873593);
        a = (Math.imul((a << 13) | (a >>> 19), 5) + 0xe6546b64) | 0;
        k = Math.imul(word, 0x239b961b);
        b ^= Math.imul((k << 16) | (k >>> 16), 0x38b34ae5);
        b = (Math.imul((b << 17) | (b >>> 15), 5) + 0x96cd1c35) | 0;
      }
    }
  }
  hash[0] = a;
  hash[1] = b;
}
