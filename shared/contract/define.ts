import type { z } from 'zod';

/** `query` only reads, `mutation` writes or changes what is open; `job` starts long work and answers with its id. */
export type MethodKind = 'query' | 'mutation' | 'job';

export type Method<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly kind: MethodKind;
  readonly input: I;
  readonly output: O;
};

export function query<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): Method<I, O> & { readonly kind: 'query' } {
  return { kind: 'query', input, output };
}

export function mutation<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): Method<I, O> & { readonly kind: 'mutation' } {
  return { kind: 'mutation', input, output };
}

/** A job answers `{ jobId }` at once; `output` is the shape of the result its `job` event carries at the end. */
export function job<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): Method<I, O> & { readonly kind: 'job' } {
  return { kind: 'job', input, output };
}
