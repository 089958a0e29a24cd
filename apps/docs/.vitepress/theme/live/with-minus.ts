/** A number with so many places, and a minus that is one. */
export function withMinus(value: number, places: number): string {
  return value.toFixed(places).replace('-', '−');
}
