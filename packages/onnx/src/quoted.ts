const longest = 60;

/** A name from a file, as it may stand in a message: on one line, no longer than a few words. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > longest ? `${name.slice(0, longest)}…` : name);
}
