/** Markup that is safe to put into a document as it is. Only {@link html} and {@link joinHtml} make it. */
export type Html = { readonly markup: string };

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: control and direction characters are what must not get into a document
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

function escapeText(text: string): string {
  return text.replace(INVISIBLE, '').replace(/[&<>"']/g, (char) => ESCAPES[char] ?? '');
}

type Value = string | number | Html | readonly Html[];

/** Template of markup: what is put in is escaped, unless it is markup itself. For text and quoted attribute values. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return {
    markup: strings.reduce((text, part, at) => {
      const value = values[at - 1];
      return `${text}${value === undefined ? '' : markupOf(value)}${part}`;
    }),
  };
}

function markupOf(value: Value): string {
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  if ('markup' in value) return value.markup;
  return value.map((part) => part.markup).join('');
}

/** Text of unknown direction: it cannot turn around what is beside it. */
export const bdi = (text: string): Html => html`<bdi>${text}</bdi>`;

export const NOTHING: Html = { markup: '' };

/** A share 0-100 as a bar; decoration beside the figure, so hidden from screen readers. */
export const bar = (percent: number, tone: 'ink' | 'bad' = 'ink'): Html =>
  html`<svg class="bar ${tone}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="4"/><rect class="fill" width="${Math.min(100, Math.max(0, percent)).toFixed(2)}" height="4"/></svg>`;
