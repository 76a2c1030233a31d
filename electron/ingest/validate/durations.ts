const UNIT_WORDS: readonly (readonly [seconds: number, words: string])[] = [
  [0.001, 'ms millisecond milliseconds millis'],
  [1, 's sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos secondo secondi'],
  [60, 'm min mins minute minutes minuten minuto minutos minuti'],
  [3600, 'h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren'],
  [86_400, 'd day days tag tage jour jours día días dia dias giorno giorni dag dagen'],
  [604_800, 'w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane weken'],
];
const UNITS = new Map<string, number>();
for (const [seconds, words] of UNIT_WORDS) for (const word of words.split(' ')) UNITS.set(word, seconds);

const CLOCK = /^(?:(\d{1,5})(?:\.|\s*(?:d|days?)?,?\s+))?(\d{1,5}):([0-5]\d):([0-5]\d(?:[.,]\d{1,9})?)$/i;
const PART = /(\d+(?:[.,]\d+)?)\s*(\p{L}+)\.?(?:\s*,?\s*(?:and|und|et|y|e|en)?\s*)?/uy;
const ISO = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;
const LONGEST = 64;

/** Seconds of one unit of a time column (first_response_minutes: 60); null for any other column. */
export function durationUnit(column: string): number | null {
  return column.endsWith('_minutes') ? 60 : column.endsWith('_seconds') ? 1 : null;
}

/** Seconds of a duration with its own units (`01:30:00`, `1h 20m`, `12 hrs`, `2 days`, `PT1H30M`); undefined for any other text. */
export function parseDuration(text: string): number | undefined {
  if (text.length > LONGEST) return undefined;
  const clock = CLOCK.exec(text);
  if (clock) {
    const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = clock;
    return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'));
  }
  const iso = text.length > 2 && /\d/.test(text) ? ISO.exec(text) : null;
  if (iso) {
    const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = iso;
    return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  }
  return unitParts(text);
}

/** "1 hr 20 min": every part has a unit, each smaller than the one before it. */
function unitParts(text: string): number | undefined {
  let total = 0;
  let last = Number.POSITIVE_INFINITY;
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const match = PART.exec(text);
    const unit = match ? UNITS.get((match[2] ?? '').toLowerCase()) : undefined;
    if (!match || unit === undefined || unit >= last) return undefined;
    total += Number((match[1] ?? '').replace(',', '.')) * unit;
    last = unit;
  }
  return last === Number.POSITIVE_INFINITY ? undefined : total;
}
