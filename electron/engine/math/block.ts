/** Accounts between two calls of an `onBlock`: a millisecond or so of work. */
export const BLOCK = 256;
