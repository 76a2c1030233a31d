import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** A small file of the application's own (0600), written whole or not at all. What cannot be read counts as `missing`. */
export class JsonFile<T> {
  readonly #path: string;
  readonly #schema: z.ZodType<T>;
  readonly #missing: T;

  constructor(path: string, schema: z.ZodType<T>, missing: T) {
    this.#path = path;
    this.#schema = schema;
    this.#missing = missing;
  }

  read(): T {
    try {
      return this.#schema.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch {
      return this.#missing;
    }
  }

  write(value: T): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    const temporary = `${this.#path}.${randomUUID()}.tmp`;
    writeFileSync(temporary, JSON.stringify(value, null, 1), { mode: 0o600 });
    renameSync(temporary, this.#path);
  }
}
