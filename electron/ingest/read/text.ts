import { AppError } from '#shared/contract/errors.ts';
import type { Issue } from '#shared/contract/importing.ts';
import { carriesMarker } from '../own-export.ts';
import { delimitedRows, detectDelimited } from './csv.ts';
import { chooseEncoding, refuseOtherFormats, refuseOtherText } from './encoding.ts';
import { detectKeys, framingNotice, jsonFraming, jsonRows } from './json.ts';
import type { Dialect, TableReader } from './reader.ts';
import { scanBytes } from './scan.ts';
import type { ByteSource } from './volume.ts';

/** Reads a table of text: delimited, or JSON. */
export function textReader(source: ByteSource): TableReader {
  return {
    bytes: source.bytes,
    detect(options, limits, control) {
      const scan = scanBytes(source, limits, control);
      if (scan.bytes === 0) throw empty();
      refuseOtherFormats(scan.head);
      const encoding = chooseEncoding(scan, options.encoding);
      // What we have written ourselves is read as it was.
      const isText = encoding.label.startsWith('utf-16') || carriesMarker(scan.head);
      const zeroBytes = isText ? 0 : scan.zeroBytes;
      const head = new TextDecoder(encoding.label).decode(scan.head);
      refuseOtherText(head);
      const whole = scan.bytes <= scan.head.length;
      if (whole && head.replaceAll('\u001a', '').trim() === '') throw empty();
      const base = {
        encoding: encoding.label,
        badBytes: encoding.badBytes,
        encodingGuessed: encoding.guessed,
        zeroBytes,
        blankColumns: 0,
      };
      const framing = jsonFraming(head);
      if (framing === null)
        return {
          ...base,
          format: 'delimited',
          keys: [],
          notices: zeroNotice(zeroBytes),
          ...detectDelimited(head, whole, options, limits),
        };
      return {
        ...base,
        format: framing === 'lines' ? 'json-lines' : 'json-list',
        delimiter: ',',
        quote: '"',
        newline: '\n',
        skipLines: 0,
        keys: detectKeys(source, encoding.label, framing, limits, control),
        notices: [framingNotice(framing)],
      } satisfies Dialect;
    },
    rows(dialect, limits, control, chunkBytes, plain) {
      if (dialect.format === 'json-lines' || dialect.format === 'json-list')
        return jsonRows(
          source,
          dialect,
          dialect.format === 'json-lines' ? 'lines' : 'list',
          limits,
          control,
          chunkBytes,
        );
      return delimitedRows(source, dialect, limits, control, chunkBytes, plain);
    },
  };
}

function zeroNotice(zeroBytes: number): Issue[] {
  if (zeroBytes === 0) return [];
  const message = `The file has ${zeroBytes} zero ${zeroBytes === 1 ? 'byte' : 'bytes'} in its text; they are left out.`;
  return [{ line: 0, code: 'zero_bytes', severity: 'warning', message }];
}

function empty(): AppError {
  return new AppError('not_a_table', 'The file is empty.');
}
