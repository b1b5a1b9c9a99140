/** Two members that are alike, by what names them. */
export interface AlikePair {
  readonly first: string;
  readonly second: string;
  readonly cosine: number;
}

export interface PairGroup {
  readonly members: readonly string[];
  /** The least cosine by which a member joined. */
  readonly similarity: number;
}

/** Groups what pairs connect, the most similar first. A pair joins two groups where its members have one each, and says nothing new where both have the same. */
export const pairGroups = (pairs: readonly AlikePair[]): PairGroup[] => {
  const groupOf = new Map<string, { members: string[]; similarity: number }>();
  for (const { first, second, cosine } of pairs.toSorted((a, b) => b.cosine - a.cosine)) {
    const [group = { members: [first], similarity: cosine }, other = { members: [second], similarity: cosine }] = [
      groupOf.get(first),
      groupOf.get(second),
    ];
    if (group === other) continue;
    const joined = { members: [...group.members, ...other.members], similarity: cosine };
    for (const member of joined.members) groupOf.set(member, joined);
  }
  return [...new Set(groupOf.values())].sort((a, b) => b.similarity - a.similarity);
};
