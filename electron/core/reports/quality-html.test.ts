import { describe, expect, it } from 'vitest';
import type { QualityReport } from '#shared/contract/quality.ts';
import { bar, html } from './html.ts';
import { qualityHtml } from './quality-html.ts';
import { HOSTILE_NAMES, hostileReport } from './testing/hostile-report.ts';

const subject = { workspace: HOSTILE_NAMES[0], version: '1.2.3', contract: 'abcdef12', madeAt: Date.UTC(2024, 6, 1) };

describe('html', () => {
  it('escapes whatever is put in, once, and takes markup as it is', () => {
    const inner = html`<b title="${'"<&>\''}">${'a < b & c'}</b>`;
    expect(inner.markup).toBe('<b title="&quot;&lt;&amp;&gt;&#39;">a &lt; b &amp; c</b>');
    expect(html`<p>${[inner, inner]}${3}</p>`.markup).toBe(`<p>${inner.markup}${inner.markup}3</p>`);
  });

  it('drops what cannot be seen but turns text around', () => {
    expect(html`${'a\u202eb\u0000c\u2067d'}`.markup).toBe('abcd');
  });

  it('keeps bars between nothing and full', () => {
    expect(bar(250).markup).toContain('class="fill" width="100.00"');
    expect(bar(-1).markup).toContain('class="fill" width="0.00"');
  });
});

describe('the data-quality report', () => {
  const document = qualityHtml(hostileReport(), subject);

  it('has no element, attribute or address that came out of a cell', () => {
    const tags = new Set([...document.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map((match) => match[1]?.toLowerCase()));
    for (const tag of ['script', 'img', 'iframe', 'link', 'object', 'a', 'form', 'base'])
      expect(tags.has(tag), tag).toBe(false);
    for (const tag of document.matchAll(/<[a-z][^>]*>/gi))
      expect(tag[0].replace(/"[^"]*"/g, '""')).not.toMatch(/\son[a-z]+\s*=|src|href/i);
    expect(document).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(document.match(/<\/style>/g)).toHaveLength(1);
    expect(document).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  it('allows nothing to be loaded', () => {
    expect(document).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    );
    expect(document).not.toMatch(/url\(|@import/);
  });

  it('names workspace, day, batches, versions and what was checked', () => {
    for (const part of [
      'as of 30 Jun 2024',
      'Import batches 1 to 60.',
      'Bellwether 1.2.3, contract abcdef12',
      'What was checked.',
      'How the score is computed.',
      'the last 24 of 60',
    ])
      expect(document).toContain(part);
    expect(document.match(/class="issue"/g)).toHaveLength(40);
  });

  it('has something to say about an empty workspace', () => {
    const empty: QualityReport = {
      asOf: null,
      score: null,
      accounts: 0,
      sources: [],
      issues: [],
      worst: [],
      distribution: Array.from({ length: 10 }, () => 0),
      trend: [],
    };
    const page = qualityHtml(empty, { ...subject, workspace: 'Acme' });
    expect(page).toContain('no accounts have been imported');
    expect(page).not.toMatch(/NaN|undefined|null/);
  });
});
