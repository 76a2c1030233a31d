/** A rectangle in pixels: left, top, right, bottom. */
export type Box = { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };

/** A drawn mark: its centre, and half its size. */
export type Mark = { readonly x: number; readonly y: number; readonly half: number };

/** What a mark is called, by its position in the list of marks. */
export type Name = { readonly mark: number; readonly width: number };

const HEIGHT = 14;
/** Names stand close to their marks, and a little further off where there is no room. */
const GAPS = [4, 16] as const;
/** Most of marks that a name may cover, square pixels; a name that would cover more is left to the table and the pointer. */
const MOST_COVERED = 24;

const boxOf = ({ x, y, half }: Mark): Box => ({ x1: x - half, y1: y - half, x2: x + half, y2: y + half });

/** Area two rectangles share, square pixels. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const height = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  return width > 0 && height > 0 ? width * height : 0;
}

function candidates({ x, y, half }: Mark, width: number, gap: number): readonly Box[] {
  const at = (x1: number, y1: number): Box => ({ x1, y1, x2: x1 + width, y2: y1 + HEIGHT });
  const right = x + half + gap;
  const left = x - half - gap - width;
  const middle = y - HEIGHT / 2;
  const above = y - half - gap - HEIGHT;
  const below = y + half + gap;
  const centre = x - width / 2;
  return [
    at(right, middle),
    at(left, middle),
    at(centre, above),
    at(centre, below),
    at(x, above),
    at(x - width, above),
    at(x, below),
    at(x - width, below),
  ];
}

/**
 * Where names stand beside their marks: inside the area, never on another name, on no mark where that can be had and
 * else on next to nothing of one. Names come in the order of their weight; one without a place is null.
 */
export function placeNames(names: readonly Name[], marks: readonly Mark[], area: Box): readonly (Box | null)[] {
  const boxes = marks.map(boxOf);
  const taken: Box[] = [];
  return names.map(({ mark, width }) => {
    const own = marks[mark];
    if (!own) return null;
    let best: { readonly box: Box; readonly cost: number } | null = null;
    for (const box of GAPS.flatMap((gap) => candidates(own, width, gap))) {
      const outside = box.x1 < area.x1 || box.x2 > area.x2 || box.y1 < area.y1 || box.y2 > area.y2;
      if (outside || taken.some((other) => overlap(box, other) > 0)) continue;
      const cost = boxes.reduce((sum, other, index) => (index === mark ? sum : sum + overlap(box, other)), 0);
      if (best === null || cost < best.cost) best = { box, cost };
    }
    if (best === null || best.cost > MOST_COVERED) return null;
    taken.push(best.box);
    return best.box;
  });
}
