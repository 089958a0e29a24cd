/** Digits after the point beyond which two numbers are the same to a reader. */
const mostDigits = 9;

/** How numbers are written out. */
export interface NumberStyle {
  /** Digits after the point, at most; zeros at the end are left out. Default 2. */
  readonly digits?: number | undefined;
  /** What stands between groups of three digits. Default a no-break space. */
  readonly separator?: string | undefined;
}

/** A number for people: `5 800`, `−1 250.5`. */
export function numberInWords(value: number, { digits = 2, separator = '\u00a0' }: NumberStyle = {}): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(digits).split('.');
  const sign = value < 0 && Number(value.toFixed(digits)) !== 0 ? '−' : '';
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, separator);
  const rest = fraction?.replace(/0+$/, '') ?? '';
  return `${sign}${groups}${rest === '' ? '' : `.${rest}`}`;
}

/** Two numbers with as many digits as tell them apart, two after the point where it takes fewer. */
export function numbersInWords(
  from: number,
  to: number,
  { digits = 2, separator }: NumberStyle = {},
): [string, string] {
  for (let tried = digits; ; tried += 1) {
    const style = { digits: tried, separator };
    const words: [string, string] = [numberInWords(from, style), numberInWords(to, style)];
    if (words[0] !== words[1] || tried >= mostDigits) return words;
  }
}
