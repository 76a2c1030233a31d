import fc from 'fast-check';

// A mutant is caught by the first counterexample: looking for the smallest one, which people read, takes minutes. The same
// examples in every run make two runs comparable.
fc.configureGlobal({ numRuns: 25, endOnFailure: true, seed: 1 });
