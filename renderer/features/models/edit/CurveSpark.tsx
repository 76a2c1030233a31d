import type { Part } from '../../../editing/rules.ts';
import { shapeOf } from '../draft/curve.ts';

const WIDTH = 72;
const HEIGHT = 24;

/** The curve of a part, 0 at the bottom and 100 at the top. */
export function CurveSpark({ curve }: { readonly curve: Part['curve'] }) {
  const shape = shapeOf(curve);
  const y = (value: number) => 2 + (1 - value / 100) * (HEIGHT - 4);
  if (shape.kind === 'bars') {
    const width = WIDTH / Math.max(1, shape.values.length);
    return (
      <svg className="curve" width={WIDTH} height={HEIGHT} aria-hidden="true">
        {shape.values.map((value, index) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity but their place.
            key={index}
            x={index * width + 1}
            width={Math.max(1, width - 2)}
            y={Math.min(y(value), HEIGHT - 3)}
            height={Math.max(1, HEIGHT - 2 - y(value))}
          />
        ))}
      </svg>
    );
  }
  const xs = shape.points.map(([x]) => x);
  const low = Math.min(...xs);
  const span = Math.max(...xs) - low || 1;
  const x = (value: number) => 1 + ((value - low) / span) * (WIDTH - 2);
  const path = shape.points.map(
    ([at, value], index) => `${index ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`,
  );
  return (
    <svg className="curve" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <line x1="0" x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} />
      <path d={path.join('')} />
    </svg>
  );
}
