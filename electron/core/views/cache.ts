const CAPACITY = 24;

/** Values derived from one dataset revision; the least recently used ones go first, all of them when the data changes. */
export class WorkspaceCache {
  #revision = -1;
  readonly #values = new Map<string, unknown>();

  get<T>(revision: number, key: string, make: () => T): T {
    if (revision !== this.#revision) {
      this.#values.clear();
      this.#revision = revision;
    }
    const known = this.#values.get(key);
    if (known !== undefined) {
      this.#values.delete(key);
      this.#values.set(key, known);
      return known as T;
    }
    const value = make();
    this.#values.set(key, value);
    if (this.#values.size > CAPACITY) {
      const oldest = this.#values.keys().next().value;
      if (oldest !== undefined) this.#values.delete(oldest);
    }
    return value;
  }
}
