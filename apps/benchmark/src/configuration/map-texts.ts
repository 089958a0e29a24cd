/** A text, or each of a list of them, changed. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  return Array.isArray(value) ? value.map((one) => change(String(one))) : change(String(value));
}
