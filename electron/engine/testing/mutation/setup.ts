import fc from 'fast-check';

// A mutant is caught by the first counterexample: looking for the smallest one, which people read, takes minutes. The same
// examples in every run make two runs comparable.
fc.configureGlobal({ numRuns: 25, endOnFailure: true, seed: 1 });

/** What is remembered per model would hide a mutant from all tests but the first that asks: nothing is found again. */
class Forgetful<K extends WeakKey, V> extends WeakMap<K, V> {
  override get(): undefined {
    return undefined;
  }
}
globalThis.WeakMap = Forgetful;
