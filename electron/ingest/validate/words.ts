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

const PRIORITIES = new Map<string, number>();
const PRIORITY_WORDS: readonly string[] = [
  'p1 1 1.0 urgent critical blocker sev1 severity1 s1 showstopper emergency highest veryhigh dringend kritisch kritikal urgente critico crítico critique',
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

/** Synonyms by canonical word, over all word columns; a column only accepts the words it lists. */
const SYNONYMS: readonly (readonly [column: string, word: string, synonyms: string])[] = [
  ['kind', 'nps', 'netpromoterscore netpromoter relationshipnps npssurvey'],
  ['kind', 'csat', 'customersatisfaction satisfaction csatsurvey'],
  ['kind', 'ces', 'customereffortscore customereffort effort cessurvey'],
  ['kind', 'csm_pulse', 'pulse csmsentiment csmscore'],
  ['type', 'call', 'phone phonecall telephone telefon anruf videocall zoom'],
  ['type', 'meeting', 'meet visit onsite demo checkin review besprechung termin reunion'],
  ['type', 'email', 'mail emailsent message outreach newsletter campaign'],
  ['type', 'qbr', 'ebr quarterlybusinessreview businessreview executivebusinessreview'],
  ['type', 'training', 'workshop course lesson schulung'],
  ['type', 'webinar', 'onlineevent event'],
  ['type', 'community', 'forum communitypost'],
  ['type', 'executive', 'exec executivesponsor executivemeeting execmeeting'],
  ['type', 'onboarding', 'kickoff implementation setup'],
  ['status', 'paid', 'paidinfull settled succeeded success complete completed bezahlt closed'],
  ['status', 'open', 'sent unpaid pending draft notdue posted offen outstanding due issued'],
  ['status', 'late', 'paidlate overduepaid'],
  ['status', 'past_due', 'overdue delinquent unpaidoverdue überfällig'],
  ['status', 'failed', 'failure uncollectible writtenoff declined baddebt void'],
  ['status', 'refunded', 'refund creditnote credited chargedback'],
  ['change', 'new', 'start started created newbusiness initial signup activation'],
  ['change', 'renewal', 'renew renewed autorenewal autorenewed'],
  ['change', 'upgrade', 'expansion upsell crosssell upgraded increase'],
  ['change', 'downgrade', 'contraction downsell downgraded decrease'],
  ['change', 'downgrade_request', 'downgraderequested'],
  ['change', 'churn', 'churned cancel cancelled canceled cancellation terminated ended end lost'],
  ['change', 'cancel_notice', 'notice cancellationnotice cancelrequest cancellationrequest'],
  ['outcome', 'churn', 'churned lost cancelled canceled cancellation terminated closedlost left'],
  ['outcome', 'renewal', 'renew renewed retained won closedwon kept'],
  ['outcome', 'contraction', 'downgrade downgraded downsell contracted'],
  ['outcome', 'expansion', 'upgrade upgraded upsell expanded'],
  ['outcome', 'notice', 'cancelnotice cancellationnotice givennotice'],
];

/** Reader of a word column: canonical word, undefined for any other. */
export function wordReader(column: string, words: readonly string[]): (text: string) => string | undefined {
  const known = new Map(words.map((word) => [wordKey(word), word]));
  for (const [of, word, synonyms] of SYNONYMS) {
    if (of !== column || !words.includes(word)) continue;
    for (const synonym of synonyms.split(' ')) if (!known.has(synonym)) known.set(synonym, word);
  }
  return (text) => known.get(wordKey(text));
}
