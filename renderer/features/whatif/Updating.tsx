/** Says quietly that what stands here is of the state before; it keeps its place, so that nothing moves. */
export function Updating({ on }: { readonly on: boolean }) {
  return (
    <span className="wi-updating dim sm" data-on={on || undefined} aria-hidden={!on}>
      updating
    </span>
  );
}
