/** Keeps what a function found for `ms`, at most `most` of it; what fails is not kept. */
export const memoised = <Value>(
  find: (id: string) => Promise<Value>,
  { now, ms, most }: { now: () => number; ms: number; most: number },
): ((id: string) => Promise<Value>) => {
  const kept = new Map<string, { until: number; value: Promise<Value> }>();
  return (id) => {
    const known = kept.get(id);
    if (known !== undefined && known.until > now()) return known.value;
    if (kept.size >= most) kept.clear();
    const value = find(id);
    kept.set(id, { until: now() + ms, value });
    value.catch(() => kept.delete(id));
    return value;
  };
};
