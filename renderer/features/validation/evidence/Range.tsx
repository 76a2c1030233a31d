type Props = {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly min: number;
  readonly max: number;
  /** What the value is compared with: chance, no skill, a target. */
  readonly ticks: readonly number[];
};

const WIDTH = 84;

/** An interval as a line with its dot, on a scale with ticks; the words beside it say the same. */
export function Range({ value, low, high, min, max, ticks }: Props) {
  if (value === null) return null;
  const x = (at: number) => 4 + Math.max(0, Math.min(1, (at - min) / (max - min))) * (WIDTH - 8);
  return (
    <svg className="va-range" width={WIDTH} height={20} aria-hidden="true">
      <line x1={0} x2={WIDTH} y1={10} y2={10} stroke="var(--line-strong)" />
      {ticks.map((tick) => (
        <line key={tick} x1={x(tick)} x2={x(tick)} y1={4} y2={16} stroke="var(--ink-3)" strokeDasharray="2 1.5" />
      ))}
      {low !== null && high !== null && (
        <line x1={x(low)} x2={x(high)} y1={10} y2={10} stroke="var(--ink)" strokeWidth="1.75" />
      )}
      <circle cx={x(value)} cy={10} r={3.25} fill="var(--ink)" />
    </svg>
  );
}
