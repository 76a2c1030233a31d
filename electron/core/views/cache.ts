/** What one day's book and its signals take is tens of megabytes for 100,000 accounts: few of them are kept. */
const CAPACITY: Readonly<Record<string, number>> = { book: 4, snapshot: 8 };
const OTHERS = 24;

/**
 * Values derived from one dataset revision; all of them go when the data changes. The first word of a key is its kind; of
 * each kind the least recently used go first.
 */
export class WorkspaceCache {
  #revision = -1;
  readonly #kinds = new Map<string, Map<string, unknown>>();

  get<T>(revision: number, key: string, make: () => T): T {
    if (revision !== this.#revision) {
      this.#kinds.clear();
      this.#revision = revision;
    }
    const [word = ''] = key.split(' ', 1);
    const capacity = CAPACITY[word] ?? OTHERS;
    const values = this.#valuesOf(word in CAPACITY ? word : '');
    const known = values.get(key);
    const value = known === undefined ? make() : (known as T);
    values.delete(key);
    values.set(key, value);
    if (values.size > capacity) {
      const oldest = values.keys().next().value;
      if (oldest !== undefined) values.delete(oldest);
    }
    return value;
  }

  #valuesOf(kind: string): Map<string, unknown> {
    const known = this.#kinds.get(kind);
    if (known) return known;
    const values = new Map<string, unknown>();
    this.#kinds.set(kind, values);
    return values;
  }
}
