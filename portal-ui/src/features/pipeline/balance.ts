/** How many accepted events the counts do not explain; 0 is right. Pure. */
export function imbalance(counts: { accepted: number; in_stream: number; deduplicated: number; in_lake: number; dead_letters: number }): number {
  return counts.accepted - counts.in_stream - counts.deduplicated - counts.in_lake - counts.dead_letters
}
