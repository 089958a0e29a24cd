/** Calls a function once for each object, as long as the object is held. */
export function memoize<From extends object, To>(compute: (from: From) => To): (from: From) => To {
  const known = new WeakMap<From, To>();
  return (from) => {
    const to = known.get(from) ?? compute(from);
    known.set(from, to);
    return to;
  };
}
