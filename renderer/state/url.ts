/** The address of a view, as hosts and command line know it. Stable names: those below. */
export {
  type Address,
  EMPTY_FILTERS,
  formatHash,
  HOME,
  parseHash,
  VIEWS,
  type ViewName,
} from '#shared/contract/address.ts';
