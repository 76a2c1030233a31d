import { describe, expect, it } from 'vitest';
import { AppError, toWireError } from './errors.ts';
import { contract, contractHash, isMethodName } from './index.ts';

describe('contract', () => {
  it('has one fingerprint', () => {
    expect(contractHash()).toMatch(/^[0-9a-f]{8}$/);
    expect(contractHash()).toBe(contractHash());
  });

  it.each(Object.entries(contract))('%s refuses unknown keys and names an area and a verb', (name, method) => {
    expect(name).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
    expect(method.input.safeParse({ surprise: 1 }).success).toBe(false);
    expect(method.input.safeParse(null).success).toBe(false);
  });

  it('refuses numbers JSON cannot carry', () => {
    const input = contract['whatif.run'].input;
    for (const weight of [Number.NaN, Number.POSITIVE_INFINITY, -1, 101])
      expect(input.safeParse({ weights: { usage: weight } }).success).toBe(false);
    expect(input.safeParse({ weights: { usage: 45 } }).success).toBe(true);
  });

  it('knows its own names only', () => {
    expect(isMethodName('accounts.list')).toBe(true);
    for (const name of ['constructor', '__proto__', 'toString', 'accounts.drop'])
      expect(isMethodName(name)).toBe(false);
  });

  it('tells nothing about unexpected errors', () => {
    expect(toWireError(new Error('/home/me/secret.db: SELECT * FROM t')).message).not.toMatch(/secret|SELECT/);
    expect(toWireError(new AppError('not_found', 'There is no account X.'))).toEqual({
      code: 'not_found',
      message: 'There is no account X.',
    });
  });
});
