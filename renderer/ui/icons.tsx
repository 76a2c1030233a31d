/** 16 px icons, 1.4 px stroke. Stable names: `Icon`, `IconName`, `Mark`. */
const PATHS = {
  portfolio: 'M2 13.5h12M4 11V7.5M8 11V3M12 11V6',
  accounts: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  cohorts: 'M2.5 3h11M2.5 6.4h8M2.5 9.8h5M2.5 13.2h2',
  'what-if': 'M2 5h6M12 5h2M2 11h2M8 11h6M10 3.2v3.6M6 9.2v3.6',
  validation: 'M2.5 2.5v11h11M4.5 11.5c1-5 3-7 8.5-7.5',
  models: 'M8 2.5v4M8 6.5L3.5 10M8 6.5l4.5 3.5M2.5 10h2.5v3H2.5zM11 10h2.5v3H11z',
  data: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6',
  settings:
    'M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM8 2v1.8M8 12.2V14M2 8h1.8M12.2 8H14M3.8 3.8l1.2 1.2M11 11l1.2 1.2M12.2 3.8L11 5M5 11l-1.2 1.2',
  down: 'M4.5 6.5L8 10l3.5-3.5',
  left: 'M9.5 4.5L6 8l3.5 3.5',
  right: 'M6.5 4.5L10 8l-3.5 3.5',
  x: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3L13.5 13.5',
  plus: 'M8 3.5v9M3.5 8h9',
  lock: 'M4.5 7.5h7v5h-7zM6 7.5V5.5a2 2 0 0 1 4 0v2',
  unlock: 'M4.5 7.5h7v5h-7zM6 7.5V5.2a2 2 0 0 1 3.8-.9',
  undo: 'M6 4L3 7l3 3M3 7h6a3.5 3.5 0 0 1 0 7H7',
  redo: 'M10 4l3 3-3 3M13 7H7a3.5 3.5 0 0 0 0 7h2',
  check: 'M3.5 8.5l3 3 6-7',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
  up: 'M8 13V3.5M4 7.5l4-4 4 4',
  more: 'M4 8h.01M8 8h.01M12 8h.01',
  warn: 'M8 2.5l6 11H2zM8 6.5v3.2M8 11.6v.01',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
} as const;
export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** A bell that is also a distribution: one curve, one stroke, a clapper dot in the accent. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <path d="M1 14.5c5.2 0 4.5-11 9-11s3.8 11 9 11" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
      <circle cx="10" cy="16.2" r="1.9" fill="var(--accent)" />
    </svg>
  );
}
