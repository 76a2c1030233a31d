/**
 * Probability, 0 to 1, that at most `kept` of `n` accounts stay when each stays with probability `share`: the lower tail of
 * the binomial distribution. 0 where everyone should stay and somebody did not.
 */
export function chanceOfSoFew(kept: number, n: number, share: number): number {
  if (kept >= n || share <= 0) return 1;
  if (share >= 1) return 0;
  let log = kept * Math.log(share) + (n - kept) * Math.log1p(-share);
  for (let i = 1; i <= n - kept; i += 1) log += Math.log((kept + i) / i);
  // From the likeliest term downwards, until the rest adds nothing.
  let term = Math.exp(log);
  let sum = 0;
  for (let i = kept; i >= 0 && term > sum * 1e-12; i -= 1) {
    sum += term;
    term *= (i / (n - i + 1)) * ((1 - share) / share);
  }
  return Math.min(1, sum);
}
