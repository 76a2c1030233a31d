import type { Buffer } from 'node:buffer';
import { SaxesParser } from 'saxes';
import { AppError } from '#shared/contract/errors.ts';
import type { Control } from '../../types.ts';
import { damaged } from '../inflate.ts';
import type { ByteSource } from '../volume.ts';

/** More text than this in one place is no workbook. */
const MAX_SILENCE = 8_388_608;

export type Attributes = Readonly<Record<string, string>>;
/** Names come without their namespace prefix. */
export type XmlHandlers = {
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
};

/**
 * Runs over a part of a workbook, a chunk at a time; each step returns how much of the part is read. Entities other than XML's own and
 * document types are refused, nothing outside the part is ever followed.
 */
export function* walkXml(source: ByteSource, handlers: XmlHandlers, control?: Control): Generator<number, void, void> {
  const parser = new SaxesParser();
  let silence = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw damaged('it declares a document type, which workbooks do not have');
  });
  parser.on('opentag', (tag) => {
    silence = 0;
    handlers.open?.(localName(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    silence = 0;
    handlers.close?.(localName(tag.name));
  });
  if (handlers.text) parser.on('text', (text) => handlers.text?.(text));
  let decode: ((bytes: Buffer) => string) | null = null;
  for (const chunk of source.chunks(control)) {
    decode ??= textDecoder(chunk.bytes);
    silence += chunk.bytes.length;
    if (silence > MAX_SILENCE)
      throw new AppError('cell_too_large', 'A cell of the workbook has more text than can be read.');
    const text = decode(chunk.bytes);
    sound(() => parser.write(text));
    yield chunk.position;
  }
  sound(() => parser.close());
}

/** All of a part in one go. */
export function readXml(source: ByteSource, handlers: XmlHandlers, control?: Control): void {
  for (const _ of walkXml(source, handlers, control));
}

/** An attribute whatever its namespace prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  if (Object.hasOwn(attributes, name)) return attributes[name];
  for (const key of Object.keys(attributes)) if (localName(key) === name) return attributes[key];
  return undefined;
}

function textDecoder(start: Buffer): (bytes: Buffer) => string {
  const decoder = new TextDecoder(start[0] === 0xff ? 'utf-16le' : start[0] === 0xfe ? 'utf-16be' : 'utf-8');
  return (bytes) => decoder.decode(bytes, { stream: true });
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function sound(step: () => void): void {
  try {
    step();
  } catch (error) {
    throw error instanceof AppError ? error : damaged('a part of the workbook is not well-formed');
  }
}
