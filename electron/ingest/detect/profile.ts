import type { DateOrder, Decimal } from '../types.ts';
import { type DateEvidence, dateEvidence, isoMs } from '../validate/dates.ts';
import { isMissing } from '../validate/missing.ts';
import { type NumberEvidence, numberEvidence, unitOf } from '../validate/numbers.ts';
import { parseBoolean } from '../validate/words.ts';

/** How a column is looked at over the whole file. `open` columns (no canonical place) are tried as everything. */
export type ProfileMode = 'none' | 'number' | 'date' | 'open';

/** A value as written, with the line it stands on. */
export type Occurrence = { readonly line: number; readonly text: string };

const CACHE_LIMIT = 20_000;
const EXAMPLES = 5;
const FIRST_ROWS = 200;
const FIRST_VALUES = 20;

/** What all values of one column prove. */
export class ColumnProfile {
  readonly mode: ProfileMode;
  filled = 0;
  /** Cells without a value: empty, only spaces, or (not in columns of text) a word such as N/A. */
  blank = 0;
  blankLine = 0;
  sample: string | null = null;
  dates: Record<DateEvidence, number> = { fixed: 0, dmy: 0, mdy: 0, ambiguous: 0, bad: 0 };
  numbers: Record<NumberEvidence, number> = {
    dot: 0,
    comma: 0,
    ambiguous_dot: 0,
    ambiguous_comma: 0,
    ungrouped: 0,
    none: 0,
    bad: 0,
  };
  readonly firstDates = new Map<DateEvidence, Occurrence>();
  readonly firstNumbers = new Map<NumberEvidence, Occurrence>();
  /** Up to five different values that read two ways. */
  readonly ambiguousDates: string[] = [];
  readonly ambiguousNumbers: string[] = [];
  /** Different values among the first rows, at most twenty. */
  readonly first: string[] = [];
  units = new Map<string, number>();
  aboveOne = 0;
  /** Plainly written numbers (repeated ones once): how many, their range, and how many are below 0 or above 10. */
  plain = { count: 0, lowest: Number.POSITIVE_INFINITY, highest: Number.NEGATIVE_INFINITY, beyondTen: 0 };
  maybeNumber: boolean;
  maybeDate: boolean;
  booleans = { good: 0, bad: 0 };
  private readonly seen = new Map<string, DateEvidence>();
  private repeated = '';
  private repeatedDate: DateEvidence | null = null;
  private repeatedNumber: NumberEvidence | null = null;

  constructor(mode: ProfileMode) {
    this.mode = mode;
    this.maybeNumber = mode === 'number' || mode === 'open';
    this.maybeDate = mode === 'date' || mode === 'open';
  }

  add(cell: string, line: number): void {
    if (cell === '') {
      this.addBlank(line);
      return;
    }
    if (cell === this.repeated) {
      this.filled += 1;
      if (this.repeatedNumber !== null) this.numbers[this.repeatedNumber] += 1;
      if (this.repeatedDate !== null) this.dates[this.repeatedDate] += 1;
      return;
    }
    if (this.mode === 'none' && this.filled >= FIRST_ROWS && cell.charCodeAt(0) > 32) {
      this.filled += 1;
      return;
    }
    const text = cell.trim();
    if (text === '' || (this.mode !== 'none' && isMissing(text))) {
      this.addBlank(line);
      return;
    }
    this.sample ??= text;
    if (this.filled < FIRST_ROWS) collect(this.first, text, FIRST_VALUES);
    this.filled += 1;
    if (this.mode === 'none') return;
    this.repeated = cell;
    this.repeatedNumber = null;
    this.repeatedDate = null;
    if (this.mode === 'open') this.booleans[parseBoolean(text) === undefined ? 'bad' : 'good'] += 1;
    if (this.maybeNumber) this.addNumber(text, line);
    if (this.maybeDate) this.addDate(text, line);
  }

  private addBlank(line: number): void {
    if (this.blank === 0) this.blankLine = line;
    this.blank += 1;
  }

  private addNumber(text: string, line: number): void {
    const evidence = numberEvidence(text);
    if (this.numbers[evidence] === 0) this.firstNumbers.set(evidence, { line, text });
    this.numbers[evidence] += 1;
    this.repeatedNumber = evidence;
    if (evidence === 'ambiguous_dot' || evidence === 'ambiguous_comma') collect(this.ambiguousNumbers, text, EXAMPLES);
    const code = text.charCodeAt(text.length - 1);
    const first = text.charCodeAt(0);
    if (evidence !== 'bad' && (code < 46 || code > 57 || first < 45 || first > 57)) {
      const unit = unitOf(text);
      if (unit !== null) this.units.set(unit, (this.units.get(unit) ?? 0) + 1);
    } else if (evidence !== 'bad') this.addPlain(Number(text));
    // Leading zeros and very long digits are codes, not amounts.
    if (this.mode === 'open' && (evidence === 'bad' || /^0\d/.test(text) || text.length > 15)) this.maybeNumber = false;
  }

  private addPlain(value: number): void {
    if (value > 1) this.aboveOne += 1;
    const { plain } = this;
    plain.count += 1;
    if (value < 0 || value > 10) plain.beyondTen += 1;
    if (value < plain.lowest) plain.lowest = value;
    if (value > plain.highest) plain.highest = value;
  }

  private addDate(text: string, line: number): void {
    let evidence = Number.isNaN(isoMs(text)) ? this.seen.get(text) : 'fixed';
    if (evidence === undefined) {
      evidence = dateEvidence(text);
      if (this.seen.size >= CACHE_LIMIT) this.seen.clear();
      this.seen.set(text, evidence);
    }
    if (this.dates[evidence] === 0) this.firstDates.set(evidence, { line, text });
    this.dates[evidence] += 1;
    this.repeatedDate = evidence;
    if (evidence === 'ambiguous') collect(this.ambiguousDates, text, EXAMPLES);
    if (this.mode === 'open' && (evidence === 'bad' || /^\d+(?:\.\d+)?$/.test(text))) this.maybeDate = false;
  }

  /** Every value says yes or no. */
  get maybeBoolean(): boolean {
    return this.booleans.good > 0 && this.booleans.bad === 0;
  }

  /** Order of day and month by the column's own values; 'ask' when they leave it open. */
  dateOrder(): DateOrder | 'ask' | null {
    const { dmy, mdy, ambiguous } = this.dates;
    if (dmy === 0 && mdy === 0) return ambiguous > 0 ? 'ask' : null;
    if (dmy === mdy) return ambiguous > 0 ? 'ask' : 'dmy';
    return dmy > mdy ? 'dmy' : 'mdy';
  }

  /** Decimal sign by the column's own values. A single 1,234 only asks where a comma could be a decimal sign. */
  decimal(delimiter: string): Decimal | 'ask' {
    const { dot, comma, ambiguous_dot: dots, ambiguous_comma: commas, ungrouped } = this.numbers;
    if (dot > 0 && comma === 0) return '.';
    if (comma > 0 && dot === 0) return ',';
    if (dots === 0 && commas === 0) return null;
    if (dot > 0 && comma > 0) return 'ask';
    if (dots > 0 && commas > 0) return 'ask';
    if (dots > 0) return ungrouped > 0 ? '.' : 'ask';
    if (ungrouped > 0 && delimiter === ';') return ',';
    return delimiter === ';' ? 'ask' : '.';
  }
}

function collect(examples: string[], text: string, limit: number): void {
  if (examples.length < limit && !examples.includes(text)) examples.push(text);
}
