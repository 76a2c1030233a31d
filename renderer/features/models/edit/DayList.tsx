import { useState } from 'react';
import { useEditor } from '../../../editing/editor.ts';
import { TextInput } from '../../../editing/fields.tsx';

type Props = {
  readonly label: string;
  readonly path: string;
  readonly value: readonly number[];
  readonly onPut: (days: number[]) => void;
};

/** Days as a list with commas: `7, 14, 30`. */
export function DayList({ label, path, value, onPut }: Props) {
  const { problems } = useEditor();
  const [refused, setRefused] = useState<string | null>(null);
  const wrong = refused !== null || [...problems.keys()].some((key) => key.startsWith(path));
  return (
    <span className="cell">
      <TextInput
        label={label}
        value={refused ?? value.join(', ')}
        onPut={(text) => {
          const days = text
            .split(/[\s,;]+/)
            .filter((part) => part !== '')
            .map(Number);
          if (days.some((day) => !Number.isInteger(day))) {
            setRefused(text);
            return;
          }
          setRefused(null);
          onPut([...new Set(days)].sort((a, b) => a - b));
        }}
      />
      {wrong && (
        <span className="cell-e" role="alert">
          Whole days from 0 to 365, with commas between.
        </span>
      )}
    </span>
  );
}
