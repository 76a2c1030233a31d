/** Gives an object properties that are computed when they are first read, and kept. */
export function keepWhenRead(target: object, makers: Readonly<Record<string, () => unknown>>): void {
  for (const [name, make] of Object.entries(makers)) {
    Object.defineProperty(target, name, {
      configurable: true,
      enumerable: true,
      get: () => {
        const value = make();
        Object.defineProperty(target, name, { value, enumerable: true });
        return value;
      },
    });
  }
}
