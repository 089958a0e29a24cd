/** How numbers are written in a file. */
export interface NumberFormat {
  /** The decimal sign. Default the point. */
  readonly decimal?: '.' | ',' | undefined;
  /** What stands between groups of three digits: `,` `.` `'` `_` or a space. Default: nothing does. */
  readonly thousands?: string | undefined;
  /** Units that may stand before or after a number, `%`, `$`, `EUR`; the number is taken as it stands. Default: none. */
  readonly unit?: readonly string[] | undefined;
  /** Whether a number in parentheses is negative, as accountants write it. Default false. */
  readonly parentheses?: boolean | undefined;
}

/** A number as it was read, and the unit that was beside it. */
export interface WrittenNumber {
  readonly value: number;
  readonly unit?: string | undefined;
}

/** Whether a text is written as the format says: what is read, or `undefined`. */
export type NumberReader = (text: string) => WrittenNumber | undefined;

/**
 * Reads numbers strictly: decimal digits, a sign, an exponent, and what the format says. Spaces of any width around them do
 * not count, and a minus sign is one. `undefined` for anything else, for a number too large to be finite, and for a whole
 * number of more digits than a number keeps.
 */
export function numberReader(format: NumberFormat = {}): NumberReader {
  const { decimal = '.', thousands, parentheses = false, unit: units = [] } = format;
  const point = escaped(decimal);
  const plain = new RegExp(`^(\\d+${point}?\\d*|${point}\\d+)(e[+-]?\\d+)?$`, 'i');
  const grouped =
    thousands === undefined || thousands === decimal
      ? undefined
      : new RegExp(`^\\d{1,3}(${escaped(thousands)}\\d{3})+(${point}\\d*)?$`);
  return (text) => {
    let rest = text.replace(wideSpaces, ' ').replace(minus, '-').trim();
    let sign = '';
    let unit: string | undefined;
    const bracketed = parentheses ? /^\((.*)\)$/.exec(rest)?.[1] : undefined;
    if (bracketed !== undefined) [sign, rest] = ['-', bracketed.trim()];
    const takeSign = () => {
      if (sign === '' && (rest.startsWith('-') || rest.startsWith('+')))
        [sign, rest] = [rest[0]!, rest.slice(1)];
    };
    takeSign();
    for (const one of units) {
      if (unit !== undefined || one === '') continue;
      if (rest.startsWith(one)) [unit, rest] = [one, rest.slice(one.length).trim()];
      else if (rest.endsWith(one)) [unit, rest] = [one, rest.slice(0, -one.length).trim()];
    }
    if (unit !== undefined) takeSign();
    if (grouped?.test(rest) === true) rest = rest.split(thousands!).join('');
    else if (!plain.test(rest)) return undefined;
    const value = Number(sign + rest.replace(decimal, '.'));
    const tooLong = /^\d{16,}$/.test(rest) && BigInt(rest) !== BigInt(Math.abs(value));
    return Number.isFinite(value) && !tooLong ? { value, unit } : undefined;
  };
}

const wideSpaces = /[\u00A0\u2007\u2009\u202F]/g;
const minus = /\u2212/g;

function escaped(sign: string): string {
  return sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
