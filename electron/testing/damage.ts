import fc from 'fast-check';

type Change = {
  readonly kind: 'flip' | 'delete' | 'duplicate' | 'splice';
  /** Where, as a share of the length. */
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array;
};

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('flip', 'delete', 'duplicate', 'splice'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 40 }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
});

/** One to four small changes of the bytes of a file (property 10 of 50-security-reliability.md section 4). */
export const changes: fc.Arbitrary<readonly Change[]> = fc.array(change, { minLength: 1, maxLength: 4 });

export function damaged(bytes: Uint8Array, made: readonly Change[]): Buffer {
  let content = Buffer.from(bytes);
  for (const { kind, at, length, bytes: added } of made) {
    const from = Math.floor(at * content.length);
    const [before, piece, after] = [
      content.subarray(0, from),
      content.subarray(from, from + length),
      content.subarray(from + length),
    ];
    if (kind === 'flip') content[from] = (content[from] ?? 0) ^ (added[0] ?? 1);
    else if (kind === 'delete') content = Buffer.concat([before, after]);
    else if (kind === 'duplicate') content = Buffer.concat([before, piece, piece, after]);
    else content = Buffer.concat([before, added, after]);
  }
  return content;
}
