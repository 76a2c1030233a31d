import { useState } from 'react';
import type { ImportOptions } from '#shared/contract/importing.ts';
import type { Format } from '../../../data/format.ts';
import { Button } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { Glyph } from '../../../ui/tier.tsx';
import {
  ANSWERS,
  type Answer,
  type AskedColumn,
  askedColumns,
  dateUnder,
  numberUnder,
  withAnswers,
} from './answers.ts';
import { keyOf, type PlannedTable } from './import-plan.ts';

type Props = {
  readonly table: PlannedTable;
  readonly tables: readonly PlannedTable[];
  readonly format: Format;
  readonly onAnswer: (options: ReadonlyMap<string, ImportOptions>) => void;
};

const COLUMNS_SHOWN = 8;

/** Columns that can be read two ways: the values as written, and what each answer makes of them. */
export function Questions({ table, tables, format, onAnswer }: Props) {
  const [given, setGiven] = useState<ReadonlyMap<string, Answer>>(new Map());
  const [all, setAll] = useState(false);
  const asked = askedColumns(table);
  if (asked.length === 0) return null;
  const open = asked.filter(({ answer, optional }) => answer === null && !optional);
  const more = asked.some(({ answer, optional }) => answer === null && optional);
  const answer = (column: AskedColumn, value: Answer) => {
    const next = new Map(given).set(column.column, value);
    const complete = open.every(({ column: name }) => next.has(name));
    const waits = column.answer === null && !column.optional && !complete;
    setGiven(waits ? next : new Map());
    if (!waits)
      onAnswer(
        new Map([
          [
            keyOf(table.preview),
            withAnswers(
              table.options,
              [...next].map(([name, chosen]) => ({ column: name, answer: chosen })),
            ),
          ],
        ]),
      );
  };
  const shown = all ? asked : asked.slice(0, COLUMNS_SHOWN);
  return (
    <Section
      title="Questions"
      className="questions"
      sub={
        open.length > 0
          ? 'asked once, remembered for the next file with these headers'
          : more
            ? 'need no answer: without one the values are kept as written'
            : 'answered'
      }
    >
      <ForAll asked={open} tables={tables} format={format} onAnswer={onAnswer} />
      <ul>
        {shown.map((column) => (
          <Question
            key={column.column}
            column={column}
            answer={given.get(column.column) ?? column.answer}
            format={format}
            onAnswer={(value) => answer(column, value)}
          />
        ))}
      </ul>
      {asked.length > shown.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {format.count(asked.length, 'question')}
        </button>
      )}
    </Section>
  );
}

type QuestionProps = {
  readonly column: AskedColumn;
  readonly answer: Answer | null;
  readonly format: Format;
  readonly onAnswer: (answer: Answer) => void;
};

function Question({ column, answer, format, onAnswer }: QuestionProps) {
  const [first, ...more] = column.examples;
  const quoted = first === undefined ? 'these values' : `“${first}”`;
  return (
    <li aria-label={`Question about ${column.column}`}>
      <Glyph role={answer === null ? 'moderate' : 'none'} size={10} />
      <div>
        <p>
          <b className="m">{column.column}</b>{' '}
          {column.asks === 'date' ? `Which date is ${quoted}?` : `Which number is ${quoted}?`}
          {more.length > 0 && <span className="dim"> Also {more.map((text) => `“${text}”`).join(', ')}</span>}
        </p>
        <div className="answers">
          {ANSWERS[column.asks].map(({ value, label }) => (
            <button
              key={value}
              type="button"
              className="answer"
              aria-pressed={value === answer}
              aria-label={`${label} in ${column.column}`}
              onClick={() => onAnswer(value)}
            >
              <span className="m">{label}</span>
              {first !== undefined && <span className="dim">{reading(first, value, format)}</span>}
            </button>
          ))}
        </div>
      </div>
    </li>
  );
}

function reading(text: string, answer: Answer, format: Format): string {
  if (answer !== '.' && answer !== ',') {
    const iso = dateUnder(text, answer);
    return iso === null ? 'no date' : format.date(iso);
  }
  const value = numberUnder(text, answer);
  if (value === null) return 'no number';
  return format.number(value, Number.isInteger(value) ? 0 : (String(value).split('.')[1]?.length ?? 0));
}

/** One click for every open question of a kind, in this table and in the others. */
function ForAll({
  asked,
  tables,
  format,
  onAnswer,
}: Omit<Props, 'table'> & { readonly asked: readonly AskedColumn[] }) {
  return (['date', 'decimal'] as const).map((asks) => {
    if (!asked.some((column) => column.asks === asks)) return null;
    const open = tables
      .filter(({ left }) => !left)
      .map((table) => ({
        table,
        columns: askedColumns(table).filter(
          (column) => column.asks === asks && column.answer === null && !column.optional,
        ),
      }))
      .filter(({ columns }) => columns.length > 0);
    const count = open.reduce((sum, { columns }) => sum + columns.length, 0);
    if (count < 2) return null;
    return (
      <div key={asks} className="row for-all">
        <span className="mut">
          The same for all {format.count(count, asks === 'date' ? 'date column' : 'number column')}
          {open.length > 1 ? ` in ${format.count(open.length, 'table')}` : ''}:
        </span>
        {ANSWERS[asks].map(({ value, label }) => (
          <Button
            key={value}
            onClick={() =>
              onAnswer(
                new Map(
                  open.map(({ table, columns }) => [
                    keyOf(table.preview),
                    withAnswers(
                      table.options,
                      columns.map(({ column }) => ({ column, answer: value })),
                    ),
                  ]),
                ),
              )
            }
          >
            {label}
          </Button>
        ))}
      </div>
    );
  });
}
