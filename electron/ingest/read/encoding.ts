import { Buffer } from 'node:buffer';
import { AppError } from '#shared/contract/errors.ts';
import { carriesMarker } from '../own-export.ts';
import type { ByteScan } from './scan.ts';

export type Encoding = { readonly label: string; readonly badBytes: number; readonly guessed: boolean };

const SIGNATURES: readonly (readonly [bytes: string, what: string])[] = [
  ['\x1f\x8b', 'an archive inside an archive; unpack it first'],
  ['PK\x03\x04', 'an archive inside an archive; unpack it first'],
  ['%PDF', 'a PDF document'],
  ['\x89PNG', 'a PNG image'],
  ['\xff\xd8\xff', 'a JPEG image'],
  ['GIF8', 'a GIF image'],
  ['SQLite format 3', 'an SQLite database'],
  ['{\\rtf', 'an RTF document'],
  ['7z\xbc\xaf\x27\x1c', 'a 7-Zip archive; unpack it first'],
  ['Rar!\x1a', 'a RAR archive; unpack it first'],
  ['BZh', 'a bzip2 archive; unpack it first'],
  ['\xfd7zXZ', 'an xz archive; unpack it first'],
  ['\x28\xb5\x2f\xfd', 'a Zstandard archive; unpack it first'],
  ['PAR1', 'a Parquet file'],
  ['\xff\xfe\x00\x00', 'a file in UTF-32; save it as UTF-8'],
  ['\x00\x00\xfe\xff', 'a file in UTF-32; save it as UTF-8'],
];

/** Container of Office 97-2003, in which newer programs also keep workbooks that are protected with a password. */
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

function oleKind(head: Buffer): string {
  return head.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? 'an Excel workbook protected with a password; save a copy without the password'
    : 'an old Excel workbook (.xls) or another Office 97-2003 document; save it as .xlsx or as CSV';
}

/** Refuses files that are known not to be delimited text, naming what they are. */
export function refuseOtherFormats(head: Buffer): void {
  const start = head.subarray(0, 512).toString('latin1');
  if (start.startsWith(OLE)) throw notATable(oleKind(head));
  if (start.slice(257, 262) === 'ustar') throw notATable('a tar archive; unpack it first');
  for (const [bytes, what] of SIGNATURES) {
    if (start.startsWith(bytes) && (bytes !== 'BZh' || start.startsWith('1AY&SY', 4))) throw notATable(what);
  }
}

/** Refuses HTML and XML by their first characters. */
export function refuseOtherText(head: string): void {
  const start = head.slice(0, 4096).trimStart();
  if (start === '') return;
  if (/^<(!doctype\s+html|html|head|body|table|script)\b/i.test(start))
    throw notATable('a web page (HTML); export the table as CSV');
  if (/^<(\?xml|!doctype|[a-z][\w:-]*[\s>])/i.test(start)) throw notATable('an XML document');
}

export function notATable(what: string): AppError {
  return new AppError('not_a_table', `This is not a table of text: it is ${what}.`);
}

/** Encoding of a file: the option, a byte order mark, UTF-8 where the bytes are, else windows-1252. */
export function chooseEncoding(scan: ByteScan, option: string | undefined): Encoding {
  const head = scan.head;
  if (option !== undefined) {
    const label = canonicalLabel(option);
    return { label, badBytes: label === 'utf-8' ? scan.badUtf8 : 0, guessed: false };
  }
  if (head[0] === 0xff && head[1] === 0xfe) return { label: 'utf-16le', badBytes: 0, guessed: false };
  if (head[0] === 0xfe && head[1] === 0xff) return { label: 'utf-16be', badBytes: 0, guessed: false };
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { label: 'utf-8', badBytes: scan.badUtf8, guessed: false };
  const bare = utf16WithoutMark(head);
  if (bare) return { label: bare, badBytes: 0, guessed: true };
  if (isBinary(scan) && !carriesMarker(head)) throw notATable('a binary file');
  if (scan.badUtf8 === 0) return { label: 'utf-8', badBytes: 0, guessed: false };
  // A few stray bytes in text that otherwise proves to be UTF-8: reading all of it as windows-1252 would break the rest.
  if (scan.multibyte >= scan.badUtf8) return { label: 'utf-8', badBytes: scan.badUtf8, guessed: true };
  return { label: 'windows-1252', badBytes: 0, guessed: true };
}

/** Zero bytes and no text around them: a few in what else is text are a fault of the export. */
function isBinary({ head, bytes, zeroBytes }: ByteScan): boolean {
  if (zeroBytes === 0) return false;
  let controls = 0;
  for (const byte of head) if (byte > 0 && byte < 32 && (byte < 9 || byte > 13) && byte !== 26) controls += 1;
  return zeroBytes > bytes / 10 || controls > head.length / 100;
}

function utf16WithoutMark(head: Buffer): string | null {
  const sample = head.subarray(0, 2048);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample.length; i += 1) {
    if (sample[i] !== 0) continue;
    if (i % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = sample.length / 2;
  if (odd > half * 0.6 && even < half * 0.05) return 'utf-16le';
  return even > half * 0.6 && odd < half * 0.05 ? 'utf-16be' : null;
}

function canonicalLabel(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    throw new AppError(
      'bad_request',
      `The encoding "${label}" is not known; try utf-8, utf-16le, windows-1252, windows-1250 or shift_jis.`,
    );
  }
}
