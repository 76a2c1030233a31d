import { expect, it } from 'vitest';
import { checkedHash } from './address.ts';

it.each([
  ['#/portfolio', '#/portfolio'],
  ['/accounts?segment=SMB', '#/accounts?segment=SMB'],
  ['#/account/A-1042', '#/account/A-1042'],
  ['#/account/A%2F1?asOf=2026-05-03', '#/account/A%2F1?asOf=2026-05-03'],
  ['#/accounts?scoreMax=high&asOf=yesterday', '#/accounts'],
  ['#/portfolio?x="><script>', '#/portfolio?x=%22%3E%3Cscript%3E'],
])('%s opens %s', (given, expected) => {
  expect(checkedHash(given)).toBe(expected);
});

it.each([
  '',
  'portfolio',
  '#portfolio',
  '#/nowhere',
  '#/welcome',
  'javascript:alert(1)',
  'https://example.com/#/accounts',
  '#//accounts',
])('%j is no view', (given) => {
  expect(() => checkedHash(given)).toThrow(/is no view of Bellwether/);
});

it('a page of one account or contact needs to know which', () => {
  expect(() => checkedHash('#/account')).toThrow("#/account needs an id: '#/account/<id>'.");
  expect(() => checkedHash('#/contact/')).toThrow('#/contact needs an id');
});
