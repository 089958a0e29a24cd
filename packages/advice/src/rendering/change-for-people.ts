import { numberInWords, numbersInWords, type ActionChange } from '@cfq/evaluation';

const separator = ',';

/** A value as a form shows it: `4,200`, `"below 100"`, `unknown`. */
export function valueForPeople(value: ActionChange['from']): string {
  if (value === null) return 'unknown';
  return typeof value === 'number' ? numberInWords(value, { separator }) : JSON.stringify(value);
}

/** A change as a person is told it: `savings: from "below 100" to "500 to 1000"`, `credit amount: from 4,200 to 3,150 EUR`. */
export function changeForPeople({ feature, from, to, unit }: ActionChange): string {
  const [own, reached] =
    typeof from === 'number' && typeof to === 'number'
      ? numbersInWords(from, to, { separator })
      : [valueForPeople(from), valueForPeople(to)];
  return `${feature}: from ${own} to ${reached}${unit === undefined ? '' : ` ${unit}`}`;
}
