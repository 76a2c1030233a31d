import { expect, it } from 'vitest';
import { windowLink, withLink } from './window-link.ts';

const asOf = '2026-05-03';

it.each([
  ['acme.bellwether', { view: 'account', id: 'A-1042' }, {}, 'linux', "acme.bellwether '#/account/A-1042'"],
  ['my data/acme.bellwether', { view: 'portfolio' }, {}, 'linux', "'my data/acme.bellwether' '#/portfolio'"],
  ["o'neil.bellwether", { view: 'account', id: "o'neil" }, {}, 'linux', "'o'\\''neil.bellwether' '#/account/o%27neil'"],
  ['a.bellwether', { view: 'accounts' }, { asOf: '2026-05-06' }, 'linux', "a.bellwether '#/accounts?asOf=2026-05-03'"],
  ['C:\\a b.bellwether', { view: 'account', id: 'x' }, {}, 'win32', '"C:\\a b.bellwether" "#/account/x"'],
] as const)('%s %o', (workspace, at, options, platform, expected) => {
  expect(windowLink(workspace, at, options, asOf, platform)).toBe(`Open in the window: npm start -- ${expected}`);
});

it('keeps the filters of the answer', () => {
  const filters = { segment: ['SMB'], scoreMax: 50 };
  expect(windowLink('a', { view: 'accounts', filters }, {}, asOf, 'linux')).toBe(
    "Open in the window: npm start -- a '#/accounts?scoreMax=50&segment=SMB'",
  );
});

it('an answer under a chosen model has no place in the window', () => {
  expect(windowLink('acme.bellwether', { view: 'portfolio' }, { model: '003-signal' }, asOf)).toBeNull();
  expect(withLink('Text', null)).toBe('Text');
  expect(withLink('Text', 'Open')).toBe('Text\n\nOpen');
});
