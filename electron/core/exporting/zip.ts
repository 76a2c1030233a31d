import { Zip, ZipDeflate } from 'fflate';
import { bufferedOutput, type Output } from './whole-file.ts';

/** Equal contents make equal archives, whenever they are written. */
const MTIME = new Date(1980, 0, 1);

/** An archive written as it is made: entries one after the other, nothing kept but the list of them. */
export class ZipWriter {
  readonly #zip: Zip;

  constructor(output: Output) {
    this.#zip = new Zip((error, part) => {
      if (error) throw error;
      output.write(part);
    });
  }

  add(name: string, fill: (output: Output) => void): void {
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = MTIME;
    this.#zip.add(entry);
    const output = bufferedOutput((part) => entry.push(part));
    fill(output);
    output.flush();
    entry.push(new Uint8Array(0), true);
  }

  end(): void {
    this.#zip.end();
  }
}
