import { SYNONYMS } from './synonyms.ts';

const TRUE = new Set([
  'true',
  't',
  'yes',
  'y',
  '1',
  '1.0',
  'x',
  'on',
  '✓',
  '✔',
  '☑',
  'ja',
  'j',
  'oui',
  'o',
  'sí',
  'si',
  's',
  'sì',
  'sim',
  'wahr',
  'verdadeiro',
  'vrai',
  'verdadero',
  'vero',
  'waar',
  'checked',
  'enabled',
]);
const FALSE = new Set([
  'false',
  'f',
  'no',
  'n',
  '0',
  '0.0',
  'off',
  '✗',
  '✘',
  '☐',
  'nein',
  'non',
  'não',
  'nao',
  'nee',
  'falsch',
  'faux',
  'falso',
  'onwaar',
  'unchecked',
  'disabled',
]);

/** Boolean of a trimmed text, undefined when it is none: never "any text is true". */
export function parseBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (TRUE.has(word)) return true;
  return FALSE.has(word) ? false : undefined;
}

/** Columns about what happened, with the words that say it did and that it did not. */
const HAPPENED = new Map<string, readonly [yes: string, no: string]>([
  [
    'attended',
    [
      'attended present joined showed showedup held completed done',
      'noshow noshowed absent missed notattended cancelled canceled declined didnotattend skipped',
    ],
  ],
  ['responded', ['responded replied answered', 'noresponse noreply notresponded notreplied unanswered']],
  ['opened', ['opened read clicked', 'unopened notopened unread']],
  ['escalated', ['escalated', 'notescalated']],
  ['reopened', ['reopened', 'notreopened']],
]);

/** Columns that also come as a count: how often it happened. */
const COUNTED: ReadonlySet<string> = new Set(['reopened', 'escalated', 'opened']);

/** Reader of a boolean column: yes and no in any listed language, and the words of the column's own event. */
export function happenedReader(column: string): (text: string) => boolean | undefined {
  const known = new Map<string, boolean>();
  const [yes = '', no = ''] = HAPPENED.get(column) ?? [];
  for (const word of yes.split(' ')) if (word !== '') known.set(word, true);
  for (const word of no.split(' ')) if (word !== '') known.set(word, false);
  const counted = COUNTED.has(column);
  return (text) =>
    parseBoolean(text) ?? known.get(wordKey(text)) ?? (counted && /^\d{1,9}$/.test(text) ? true : undefined);
}

const PRIORITIES = new Map<string, number>();
const PRIORITY_WORDS: readonly string[] = [
  'p0 p1 1 1.0 urgent critical blocker sev1 severity1 s1 s0 sev0 showstopper emergency highest veryhigh dringend kritisch kritikal urgente critico crítico critique',
  'p2 2 2.0 high major sev2 severity2 s2 hoch hoog alta alto élevée elevee haute',
  'p3 3 3.0 medium normal moderate sev3 severity3 s3 mittel standard default med normaal media medio moyenne',
  'p4 4 4.0 p5 5 5.0 low minor trivial lowest sev4 severity4 s4 sev5 niedrig gering laag baja bajo basse faible',
];
for (const [index, words] of PRIORITY_WORDS.entries())
  for (const word of words.split(' ')) PRIORITIES.set(word, index + 1);

/** 1 (most urgent) to 4, undefined when the text is no priority. */
export function parsePriority(text: string): number | undefined {
  const word = wordKey(text);
  return (
    PRIORITIES.get(word) ??
    PRIORITIES.get(word.replace(/^(?:priority|prio|severity|level)/, '')) ??
    PRIORITIES.get(
      text
        .trim()
        .toLowerCase()
        .split(/[\s:–-]+/)[0] ?? '',
    )
  );
}

/** A word without case, spaces, hyphens, underscores and dots inside. */
export function wordKey(text: string): string {
  return text.toLowerCase().replace(/[\s_\-‐‑–./:()]+/g, '');
}

/** Reader of a word column: canonical word, undefined for any other. */
export function wordReader(column: string, words: readonly string[]): (text: string) => string | undefined {
  const known = new Map(words.map((word) => [wordKey(word), word]));
  for (const [of, word, synonyms] of SYNONYMS) {
    if (of !== column || !words.includes(word)) continue;
    for (const synonym of synonyms.split(' ')) if (!known.has(synonym)) known.set(synonym, word);
  }
  return (text) => known.get(wordKey(text));
}
