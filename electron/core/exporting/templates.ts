import { csvLine } from '#shared/format/csv.ts';
import { KINDS, STORED_KINDS } from '#shared/model/kinds.ts';
import type { ExportContent } from './content.ts';
import { ZipWriter } from './zip.ts';

/** An empty table per kind, whose headers need no mapping. */
export function importTemplates(): { readonly file: string; readonly csv: string }[] {
  return STORED_KINDS.map((kind) => ({ file: `${kind}.csv`, csv: csvLine(KINDS[kind].map((column) => column.name)) }));
}

export function templateArchive(): ExportContent {
  return {
    rowCount: 0,
    write: (output) => {
      const zip = new ZipWriter(output);
      for (const { file, csv } of importTemplates()) zip.add(file, (entry) => entry.write(csv));
      zip.end();
    },
  };
}
