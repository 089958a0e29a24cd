import type { RawAction, RawFeature, RawValue } from '@cfq/metrics';

/** One change that a person is asked to make, in the values of the data. */
export interface ActionChange {
  /** The feature's name. */
  readonly feature: string;
  readonly from: RawValue;
  readonly to: RawValue;
  /** What its numbers count, where that is known. */
  readonly unit?: string;
}

/** An action as a person would read it. */
export interface DescribedAction {
  /** In the order of the features; empty where nothing need be changed. */
  readonly changes: readonly ActionChange[];
  /** All changes in a line: `credit amount: 5 800 → 5 200 DM; housing: rent → own`. */
  readonly sentence: string;
}

/** Digits after the point beyond which two numbers are the same to a reader. */
const mostDigits = 9;

/** With a no-break space between groups of three digits. */
function grouped(value: number, digits: number): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(digits).split('.');
  const sign = value < 0 && Number(value.toFixed(digits)) !== 0 ? '−' : '';
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, '\u00a0');
  const rest = fraction?.replace(/0+$/, '') ?? '';
  return `${sign}${groups}${rest === '' ? '' : `.${rest}`}`;
}

/** Both numbers with as many digits as tell them apart, two after the point where it takes fewer. */
function numbersInWords(from: number, to: number): [string, string] {
  for (let digits = 2; ; digits += 1) {
    const words: [string, string] = [grouped(from, digits), grouped(to, digits)];
    if (words[0] !== words[1] || digits === mostDigits) return words;
  }
}

function valueInWords(value: RawValue): string {
  if (value === null) return 'unknown';
  return typeof value === 'number' ? grouped(value, 2) : value;
}

/** One change as a line: `credit amount: 5 800 → 5 200 DM`. */
export function changeInWords({ feature, from, to, unit }: ActionChange): string {
  const [own, reached] =
    typeof from === 'number' && typeof to === 'number'
      ? numbersInWords(from, to)
      : [valueInWords(from), valueInWords(to)];
  return `${feature}: ${own} → ${reached}${unit === undefined ? '' : ` ${unit}`}`;
}

/** An action of a record's raw values as a person would read it; `null` where there is none. */
export function actionInWords(
  features: readonly RawFeature[],
  before: readonly RawValue[],
  action: RawAction,
): DescribedAction | null {
  if (action === null) return null;
  const changes = action.features.map((place, index): ActionChange => {
    const { name, unit } = features[place]!;
    const change = { feature: name, from: before[place]!, to: action.to[index]! };
    return unit === undefined ? change : { ...change, unit };
  });
  const sentence = changes.length === 0 ? 'no change' : changes.map(changeInWords).join('; ');
  return { changes, sentence };
}
