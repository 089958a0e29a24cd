import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { DocsError } from './docs-error.ts';

/** A number as written: its value and half a unit of its last digit. */
class WrittenNumber {
  constructor(
    readonly value: number,
    readonly slack: number,
  ) {}
}

const numeral = /(?<![\w.'"])-?\d[\d_]*(?:\.(\d+))?(?:e([+-]?\d+))?(?![\w.'"])/gi;

function parseExpected(text: string): unknown {
  const unquoted = (match: string, decimals: string | undefined, exponent: string | undefined): string => {
    const digits = decimals?.length ?? 0;
    const slack = digits === 0 && exponent === undefined ? 0 : 0.5 * 10 ** (Number(exponent ?? 0) - digits);
    return `__number(${match}, ${slack})`;
  };
  const pieces = text.split(/('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/);
  const source = pieces
    .map((piece, at) => (at % 2 === 1 ? piece : piece.replace(numeral, unquoted)))
    .join('');
  try {
    return runInNewContext(`(${source})`, {
      __number: (value: number, slack: number) => new WrittenNumber(value, slack),
    });
  } catch {
    throw new DocsError(
      `checkExpected: the text after \`→\` is a JavaScript value (got ${text}). Write it as console.log would.`,
    );
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function agrees(actual: unknown, expected: unknown): boolean {
  if (expected instanceof WrittenNumber) {
    if (typeof actual !== 'number') return false;
    return Math.abs(actual - expected.value) <= expected.slack * (1 + 1e-9);
  }
  if (!isRecord(expected)) return Object.is(actual, expected);
  if (!isRecord(actual)) return false;
  if (Array.isArray(expected)) {
    const values = Array.isArray(actual) ? actual : ArrayBuffer.isView(actual) ? Object.values(actual) : [];
    const isList = Array.isArray(actual) || ArrayBuffer.isView(actual);
    return isList && values.length === expected.length && expected.every((e, at) => agrees(values[at], e));
  }
  const keys = Object.keys(expected);
  const sameKeys = Object.keys(actual).length === keys.length;
  return sameKeys && keys.every((key) => key in actual && agrees(actual[key], expected[key]));
}

/**
 * Compares a value with the text a document shows for it: `0.33` means 0.325 to 0.335, an integer is exact,
 * arrays also stand for typed arrays, `NaN` and `undefined` are themselves.
 *
 * @throws DocsError where they differ, with both and the line.
 */
export function checkExpected<T>(actual: T, expected: string, line: number): T {
  if (!agrees(actual, parseExpected(expected))) {
    throw new DocsError(`line ${line}: the document shows ${expected}, the code gives ${inspect(actual)}.`);
  }
  return actual;
}
