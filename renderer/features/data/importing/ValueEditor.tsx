import { useState } from 'react';
import type { ImportOptions } from '#shared/contract/importing.ts';
import { Button } from '../../../ui/controls.tsx';
import type { CanonicalChoice } from '../labels.ts';

type Props = {
  readonly column: CanonicalChoice;
  /** Words of the file. */
  readonly words: readonly string[];
  readonly options: ImportOptions;
  readonly onOptions: (options: ImportOptions) => void;
};

/** What words of the file stand for, where a column only knows certain ones. */
export function ValueEditor({ column, words, options, onOptions }: Props) {
  const known = options.values?.[column.name] ?? {};
  const [given, setGiven] = useState<Readonly<Record<string, string>>>(known);
  const listed = [...new Set([...words, ...Object.keys(known)])];
  const apply = () => {
    const meanings = Object.fromEntries(Object.entries(given).filter(([, meaning]) => meaning !== ''));
    onOptions({ ...options, values: { ...options.values, [column.name]: meanings } });
  };
  return (
    <div className="values">
      <dl>
        {listed.map((word) => (
          <div key={word}>
            <dt title={word}>“{word}” means</dt>
            <dd>
              <select
                className="inp"
                aria-label={`${word} means`}
                value={given[word] ?? ''}
                onChange={(event) => setGiven({ ...given, [word]: event.currentTarget.value })}
              >
                <option value="">not said</option>
                {column.words?.map((meaning) => (
                  <option key={meaning} value={meaning}>
                    {meaning.replaceAll('_', ' ')}
                  </option>
                ))}
              </select>
            </dd>
          </div>
        ))}
      </dl>
      <Button disabled={listed.every((word) => (given[word] ?? '') === (known[word] ?? ''))} onClick={apply}>
        Use these meanings
      </Button>
    </div>
  );
}
