import { useState } from 'react';

/** The value as it was when the hand last rested: for parts that take longer to draw than a frame has. */
export function useSettled<T>(value: T, held: boolean): T {
  const [rested, setRested] = useState(value);
  if (!held && rested !== value) setRested(value);
  return held ? rested : value;
}
