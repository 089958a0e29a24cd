import type { RawAction, RawFeature, RawValue } from '@cfq/metrics';
import { numberInWords, numbersInWords } from './numbers-in-words.ts';

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

function valueInWords(value: RawValue): string {
  if (value === null) return 'unknown';
  return typeof value === 'number' ? numberInWords(value) : value;
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
