import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeFileName } from '../file-names.ts';
import { readArguments } from './arguments.ts';
import { menuTemplate } from './menu.ts';
import { isAllowedRequest, isAppUrl } from './origin.ts';
import { webPreferences } from './window.ts';

describe('file names (R49)', () => {
  it.each([
    ['Portfolio June.csv', 'Portfolio June.csv'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['C:\\Windows\\x.csv', 'C--Windows-x.csv'],
    ['CON', '_CON'],
    ['nul.csv', '_nul.csv'],
    ['evil\u202Egnp.csv', 'evilgnp.csv'],
    ['trailing. . ', 'trailing'],
    ['\u0000\n', 'bellwether'],
    ['', 'bellwether'],
  ])('%j becomes %j', (given, expected) => {
    expect(safeFileName(given)).toBe(expected);
  });

  it('any text becomes a name that stays in its folder and fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const name = safeFileName(text);
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}]/u);
        expect(name).not.toMatch(/^\.|[. ]$/);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(201);
        expect(name.length).toBeGreaterThan(0);
      }),
      { seed: 20260101, numRuns: 500 },
    );
  });
});

describe('addresses (R4, R9)', () => {
  it.each(['app://bundle/', 'app://bundle/assets/a.js', 'app://bundle/#/accounts?x=1'])('%s is ours', (url) => {
    expect(isAppUrl(url)).toBe(true);
    expect(isAllowedRequest(url, 'script')).toBe(true);
  });

  it.each([
    'http://bundle/',
    'https://example.com/',
    'ws://bundle/',
    'ftp://bundle/',
    'file:///x',
    'app://evil/',
    'app://bundle:8/',
    'javascript:alert(1)',
    'about:blank',
    'blob:app://bundle/1',
    'devtools://devtools/x',
    'chrome://gpu',
    'data:text/html,x',
    '\\\\server\\share',
    '',
  ])('%s is not', (url) => {
    expect(isAppUrl(url)).toBe(false);
    for (const type of ['mainFrame', 'subFrame', 'script', 'xhr', 'image', 'other'])
      expect(isAllowedRequest(url, type)).toBe(false);
  });

  it('pictures may be written out in the style sheet', () => {
    expect(isAllowedRequest('data:image/svg+xml,x', 'image')).toBe(true);
    expect(isAllowedRequest('data:image/svg+xml,x', 'subFrame')).toBe(false);
  });
});

it('R1: the preferences of every window', () => {
  expect(webPreferences('/p.cjs')).toEqual({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    spellcheck: false,
    preload: '/p.cjs',
  });
});

it.each(['linux', 'darwin', 'win32'] as const)('R11: no developer tools in a packaged menu on %s', (platform) => {
  expect(JSON.stringify(menuTemplate(platform, true))).not.toMatch(/devtools|reload|viewMenu/i);
  expect(JSON.stringify(menuTemplate(platform, false))).toContain('toggleDevTools');
});

describe('the command line', () => {
  it.each([
    [['electron', '.'], { sample: false, workspace: null, address: null }],
    [['electron', '.', '--sample'], { sample: true, workspace: null, address: null }],
    [['Bellwether', 'acme.bellwether'], { sample: false, workspace: '/w/acme.bellwether', address: null }],
    [
      ['Bellwether', '--flag', '/x/Acme.BELLWETHER', '--allow-file-access-from-files'],
      { sample: false, workspace: '/x/Acme.BELLWETHER', address: null },
    ],
    [
      ['electron', '.', 'acme.bellwether', '#/account/A-1'],
      { sample: false, workspace: '/w/acme.bellwether', address: '#/account/A-1' },
    ],
    [['Bellwether', '--x.bellwether'], { sample: false, workspace: null, address: null }],
    [['/opt/x.bellwether'], { sample: false, workspace: null, address: null }],
  ])('%j', (argv, expected) => {
    expect(readArguments(argv, '/w')).toEqual(expected);
  });
});
