import { expect, it } from 'vitest';
import { handOffPage, openerFor } from './open-browser.ts';

it('opens a file, never the address with its token, and nothing without a screen', () => {
  expect(openerFor('darwin', {}, '/d/open.html')).toEqual({ command: 'open', args: ['/d/open.html'] });
  expect(openerFor('win32', {}, 'C:\\d\\open.html')?.args.at(-1)).toBe('C:\\d\\open.html');
  expect(openerFor('linux', { DISPLAY: ':0' }, '/d/open.html')).toEqual({
    command: 'xdg-open',
    args: ['/d/open.html'],
  });
  expect(openerFor('linux', {}, '/d/open.html')).toBeNull();
});

it('the hand-off page leads to the address and has no script', () => {
  const page = handOffPage('http://127.0.0.1:1/#token=abc');
  expect(page).toContain('url=http://127.0.0.1:1/#token=abc');
  expect(page).not.toContain('<script');
  const deep = handOffPage('http://127.0.0.1:1/#token=abc&/accounts?a="><script>&lt=1');
  expect(deep).toContain('href="http://127.0.0.1:1/#token=abc&amp;/accounts?a=&quot;>&lt;script>&amp;lt=1"');
});
