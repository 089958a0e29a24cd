/**
 * How much a page counts in the search, from its address: what defines a term stands above what uses it, and above a list of
 * parameters of that name.
 */
export function definitionsFirst(address: string): number {
  if (/\/(?:metrics\/|about)/.test(address)) return 3;
  return /\/reference\//.test(address) ? 0.5 : 1;
}
