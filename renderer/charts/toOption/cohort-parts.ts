/** Pieces the charts of cohorts share. Stable names: `CohortTag`, `ChartTier`, `tagColor`, `tierGround`, `shortened`. */
import type { TierRole } from '#shared/model/health-model.ts';
import type { ChartTheme } from '../theme.ts';

/** The two cohorts that are compared carry a letter everywhere; the others carry none. */
export type CohortTag = 'A' | 'B' | null;

export type ChartTier = { readonly name: string; readonly role: TierRole; readonly from: number };

/** Ink is A, the accent is what was picked against it, grey is everybody else. */
export function tagColor(tag: CohortTag, theme: ChartTheme): string {
  return tag === 'A' ? theme.ink : tag === 'B' ? theme.accent : theme.series3;
}

/** `A 2025 Q1`: the letter stands first, so that colour is not the only sign. */
export function tagged(tag: CohortTag, name: string): string {
  return tag === null ? name : `${tag} ${name}`;
}

/** At most `length` characters; what is left out is in the middle, since names of a kind differ at their ends. */
export function shortened(name: string, length: number): string {
  const letters = [...name];
  if (letters.length <= length) return name;
  const tail = Math.floor((length - 1) / 3);
  return `${letters
    .slice(0, length - 1 - tail)
    .join('')
    .trimEnd()}…${letters.slice(-tail).join('').trimStart()}`;
}

type Window = { readonly min: number; readonly max: number };

/** Bands of the tiers inside a window of the score, along the axis of the score; the ground of a chart. */
export function tierGround(
  tiers: readonly ChartTier[],
  { min, max }: Window,
  axis: 'xAxis' | 'yAxis',
  theme: ChartTheme,
): [object, object][] {
  return tiers.flatMap((tier, index): [object, object][] => {
    const low = Math.max(min, tier.from);
    const high = Math.min(max, index === 0 ? 100 : (tiers[index - 1]?.from ?? 100));
    if (high <= low) return [];
    // Names stand on bands that are high enough for a line of text; beside one another they are on the axis.
    const named = axis === 'yAxis' && (high - low) / (max - min) > 0.14;
    const label = {
      show: named,
      position: low <= min ? 'insideBottomLeft' : 'insideTopLeft',
      formatter: index === 0 ? `${tier.name} ${tier.from}+` : tier.name,
      color: theme.tiers[tier.role].text,
      fontSize: 11,
    };
    return [[{ [axis]: low, itemStyle: { color: theme.tiers[tier.role].band }, label }, { [axis]: high }]];
  });
}
