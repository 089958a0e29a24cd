import { numberReader, type NumberFormat } from './number-format.ts';

/** Words that files put where there is nothing. */
const nothings = /^(|n\/?a|nan|#n\/a|null|none|nil|missing|unknown|-+|\.|\?)$/i;

/** Words that start or end with no digit, sign or space: a unit beside a number. */
const affix = /^[+-]?\s*([^\d\s.,+()'-][^\d\s.,+()'-]*)\s*[\d.,]|\d[.,]?\s*([^\d\s.,+()'-]+)$/u;

/** What could be said in the schema so that a cell that is no number becomes one; nothing where nothing helps. */
export function numberHint(cell: string, format: NumberFormat): string | undefined {
  const text = cell.trim();
  if (nothings.test(text))
    return `if it means that there is no value, list it under missing: [${quoted(text)}]`;
  if (/^\d{16,}$/.test(text.replace(/^[+-]/, ''))) {
    return 'it has more digits than a number keeps; make the column categorical, or ignore it';
  }
  const found = affix.exec(text.replace(/^\((.*)\)$/, '$1'));
  const unit = found?.[1] ?? found?.[2];
  const units = unit === undefined ? [] : [{ unit: [...(format.unit ?? []), unit] }];
  const signs: readonly NumberFormat[] = [
    {},
    { decimal: ',' },
    { decimal: '.' },
    { thousands: ',' },
    { thousands: '.' },
    { thousands: '.', decimal: ',' },
    { thousands: ' ' },
    { thousands: ' ', decimal: ',' },
    { thousands: "'" },
    { thousands: '_' },
  ];
  const candidates = signs.flatMap((sign) =>
    [{}, ...units].flatMap((one) => [
      { ...sign, ...one },
      { ...sign, ...one, parentheses: true },
    ]),
  );
  const fitting = candidates
    .filter((candidate) => numberReader({ ...format, ...candidate })(cell) !== undefined)
    .sort((a, b) => Object.keys(a).length - Object.keys(b).length);
  const fewest = Object.keys(fitting[0] ?? {}).length;
  const simplest = fitting.filter((candidate) => Object.keys(candidate).length === fewest);
  return simplest.length === 0
    ? undefined
    : [...new Set(simplest.map((candidate) => sentenceOf(candidate, unit ?? '')))].join('; ');
}

function sentenceOf({ decimal, thousands, unit: units, parentheses }: NumberFormat, unit: string): string {
  const parts = [
    decimal === undefined
      ? ''
      : `if the ${decimal === ',' ? 'comma' : 'point'} is the decimal sign, say decimal: '${decimal}'`,
    thousands === undefined ? '' : `if "${thousands}" groups thousands, say thousands: ${quoted(thousands)}`,
    units === undefined ? '' : `if "${unit}" is the unit of the column, say unit: ${quoted(unit)}`,
    parentheses === true ? 'if parentheses are a minus, say parentheses: true' : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function quoted(word: string): string {
  return word.includes("'") ? JSON.stringify(word) : `'${word}'`;
}
