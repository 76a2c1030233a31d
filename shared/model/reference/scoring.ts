import { type Dimension, type HealthModel, modelVersionOf, type Origin, type PointMethod } from '../health-model.ts';
import { partText, percentText, ruleText, signalName } from '../rule-text.ts';
import { compositeRange, dimensionRange, type ScoreRange } from '../score-range.ts';
import { signalDefinition } from '../signals.ts';
import { NONE, number, originText, percent, type ReferenceBlock, type ReferenceSection, text } from './block.ts';

const METHODS: Readonly<Record<PointMethod, string>> = {
  base_clamp: 'The points of its rules are added to 50; the result is kept between 0 and 100.',
  two_sided:
    '50 when the points of its rules add up to 0; above, in proportion to the good points possible up to 100; below, in proportion to the bad points possible down to 0.',
  minmax: '0 when every rule is bad, 100 when every rule is good, in proportion between.',
};

const rangeText = ({ least, most }: ScoreRange): string => `${number(least)} to ${number(most)}`;

/** What the model is, where its numbers come from. */
export function aboutSection(model: HealthModel): ReferenceSection {
  return {
    id: 'about',
    title: 'About',
    blocks: [
      text(model.changeNote),
      {
        kind: 'table',
        columns: ['', ''],
        rows: [
          ['Id and version', modelVersionOf(model)],
          ['Source', model.source],
          ['Author', model.author],
          ['Created', model.createdAt ?? 'shipped with the application'],
        ],
      },
      text(
        '“Default” marks numbers that are not from your requirements: the source gives none, and they can be edited.',
      ),
    ],
  };
}

/** Weights, documented ranges and what scores can be reached. */
export function compositeSection(model: HealthModel): ReferenceSection {
  return {
    id: 'dimensions',
    title: 'Dimensions',
    blocks: [
      text('The score is the weighted mean of the dimensions that are known.'),
      {
        kind: 'table',
        columns: ['Dimension', 'Weight', 'Documented range', 'Scores reach', 'Origin of the weight'],
        rows: model.dimensions.map((dimension) => [
          dimension.name,
          percent(dimension.weight),
          dimension.documentedRange
            ? `${number(dimension.documentedRange.min)}% to ${number(dimension.documentedRange.max)}%`
            : NONE,
          rangeText(dimensionRange(dimension)),
          originText(dimension.origin),
        ]),
      },
      text(`With everything known, scores of this model reach from ${rangeText(compositeRange(model))}.`),
    ],
  };
}

type Row = { readonly signal: string; readonly origin: Origin; readonly note?: string | undefined };

const notesOf = (rows: readonly Row[]): ReferenceBlock[] => {
  const items = rows.flatMap(({ signal, note }) => (note === undefined ? [] : [`${signalName(signal)}: ${note}`]));
  return items.length === 0 ? [] : [{ kind: 'list', items }];
};

const commonCells = ({ signal, origin }: Row): readonly string[] => {
  const definition = signalDefinition(signal);
  return [definition?.measured ?? NONE, definition?.timing ?? NONE, originText(origin), signal];
};
const COMMON = ['How it is measured', 'Indicator', 'Origin', 'Id'] as const;

/** The rules or parts of one dimension. */
export function dimensionSection({ id, name, weight, scoring }: Dimension): ReferenceSection {
  const title = `${name}, ${percent(weight)}`;
  if (scoring.kind === 'points') {
    return {
      id: `dimension-${id}`,
      title,
      blocks: [
        text(METHODS[scoring.method]),
        {
          kind: 'table',
          columns: ['Signal', 'Rule', ...COMMON],
          rows: scoring.rules.map((rule) => [signalName(rule.signal), ruleText(rule), ...commonCells(rule)]),
        },
        ...notesOf(scoring.rules),
      ],
    };
  }
  const all = scoring.parts.reduce((sum, part) => sum + part.weight, 0);
  return {
    id: `dimension-${id}`,
    title,
    blocks: [
      text('Weighted mean of the signals that are known, each turned into 0 to 100.'),
      {
        kind: 'table',
        columns: ['Signal', 'Share', 'Score', ...COMMON],
        rows: scoring.parts.map((part) => [
          signalName(part.signal),
          percentText(part.weight / all),
          partText(part),
          ...commonCells(part),
        ]),
      },
      ...notesOf(scoring.parts),
    ],
  };
}
