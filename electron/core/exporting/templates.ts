import type { ReadContext } from '../context.ts';
import { listTemplates } from '../handlers/presets.ts';
import type { ExportContent } from './content.ts';
import { ZipWriter } from './zip.ts';

/** An archive of the empty import templates, one per kind of file. */
export function templateArchive({ resourcesDir }: ReadContext): ExportContent {
  return {
    rowCount: 0,
    write: (output) => {
      const zip = new ZipWriter(output);
      for (const { file, csv } of listTemplates(resourcesDir)) zip.add(file, (entry) => entry.write(csv));
      zip.end();
    },
  };
}
