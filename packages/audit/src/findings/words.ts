/** A count with its noun: `1 person`, `12 people`. */
export function people(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en')} people`;
}

/** A share as a percentage. */
export function percent(share: number, digits = 2): string {
  return `${(100 * share).toFixed(digits)} %`;
}

/** A number of logits, with its sign where that matters. */
export function logits(value: number, signed = false): string {
  const text = Math.abs(value).toPrecision(3);
  return `${value < 0 ? '−' : signed ? '+' : ''}${Number(text)} logits`;
}

/** Names in a sentence: `a`, `a and b`, `a, b and c`, at most so many of them. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)!}`;
}

/** Lines that a finding points at, at most. */
export const shownLines = 20;
