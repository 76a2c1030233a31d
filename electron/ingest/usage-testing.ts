import fc from 'fast-check';

export type UsageFile = {
  /** Lines of the table without its header, with their delimiters. */
  readonly lines: readonly string[];
  readonly delimiter: string;
  readonly newline: string;
  readonly hasContacts: boolean;
  readonly endsInNewline: boolean;
};

const headerNames = (hasContacts: boolean): string[] => [
  'account_id',
  'date',
  'metric',
  'value',
  ...(hasContacts ? ['contact_id'] : []),
];

const often = (usual: readonly string[], odd: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...odd) });

const account = often(
  ['A1', 'A2', 'A3'],
  ['A9', '', ' A1', 'A2 ', 'n/a', '\tA3', 'A-very-long-account-id-of-40-characters'],
);
const date = often(
  ['2026-01-01', '2026-01-02', '2026-01-03'],
  [
    '2026-02-30',
    '',
    '-',
    '1960-05-05',
    '2155-01-01',
    '2096-01-01',
    '2026-01-02T23:30:00Z',
    '20260104',
    '3 Jan 2026',
    'x',
  ],
);
const metric = often(
  ['logins', 'api_calls'],
  ['', ' logins', 'sessions', '7', 'a metric with quite a long name of its own'],
);
const value = fc.oneof(
  { weight: 6, arbitrary: fc.nat(500).map(String) },
  { weight: 3, arbitrary: fc.constantFrom('2.5', '-3', '0', '007', '12.75') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'x',
      '-',
      '1e3',
      '5 %',
      '1 000',
      '1,5',
      '1.234',
      '123456789012345678',
      '-0',
      '+4',
      '3\r',
    ),
  },
);
const contact = often([''], ['C1', 'C9', ' C1']);

const line = (delimiter: string, hasContacts: boolean): fc.Arbitrary<string> => {
  const full = fc
    .tuple(account, date, metric, value, contact)
    .map((cells) => cells.slice(0, hasContacts ? 5 : 4).join(delimiter));
  const odd = fc.oneof(
    fc.constantFrom(
      headerNames(hasContacts).join(delimiter),
      '',
      '   ',
      delimiter,
      `${delimiter}${delimiter}${delimiter}`,
    ),
    full.map((text) => text.slice(0, text.lastIndexOf(delimiter))),
    full.map((text) => `${text}${delimiter}`),
    full.map((text) => `${text}${delimiter}more`),
    full.map((text) => text.slice(0, 3)),
  );
  const quoted = fc.oneof(
    full.map((text) => `"A1"${text.slice(text.indexOf(delimiter))}`),
    full.map((text) => `"A${delimiter}1"${text.slice(text.indexOf(delimiter))}`),
    full.map((text) => `"A\n1"${text.slice(text.indexOf(delimiter))}`),
    full.map((text) => text.replace('0', '"')),
    full.map((text) => `Ä${text}`),
  );
  return fc.oneof({ weight: 40, arbitrary: full }, { weight: 3, arbitrary: odd }, { weight: 1, arbitrary: quoted });
};

/** Tables of long usage, most of their rows in order; of those with quotation marks only some have them in every part. */
export const usageFiles: fc.Arbitrary<UsageFile> = fc
  .tuple(fc.constantFrom(',', ';', '\t'), fc.boolean(), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .chain(([delimiter, hasContacts, newline, endsInNewline]) =>
    fc
      .array(line(delimiter, hasContacts), { minLength: 1, maxLength: 120, size: 'max' })
      .map((lines) => ({ lines, delimiter, newline, hasContacts, endsInNewline })),
  );

/** The text of a table; `quoted` puts a quotation mark into its header, which its first part then has to be parsed for. */
export function usageText(file: UsageFile, quoted: boolean): string {
  const header = headerNames(file.hasContacts)
    .map((name) => (quoted ? `"${name}"` : name))
    .join(file.delimiter);
  return [header, ...file.lines].join(file.newline) + (file.endsInNewline ? file.newline : '');
}
