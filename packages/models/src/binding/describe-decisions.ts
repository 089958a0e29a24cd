import type { People } from '@cfq/datasets';

/** Fewest people with outcomes from whom something is said of how the file fits them. */
const fewest = 20;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/**
 * Sentences on how the decisions of a file fit the outcomes of people: the class that was taken for the favourable one may
 * be the other, and the file may not have been given what it was made for.
 */
export function describeDecisions(
  margins: Float32Array,
  people: People | null,
  rows: Int32Array | null,
): string[] {
  const approved = margins.filter((margin) => margin > 0).length;
  if (margins.length >= fewest && (approved === 0 || approved === margins.length)) {
    return [
      `The file ${approved === 0 ? 'denies' : 'approves'} all ${margins.length} rows that it was asked about: is it given ` +
        'what it was made for, and is the favourable class the right one?',
    ];
  }
  const y = people?.y ?? null;
  if (y === null || rows === null || rows.length < fewest) return [];
  const outcomes = Int32Array.from(rows, (row) => y[row]!);
  const favourable = outcomes.filter((one) => one === 1).length;
  if (favourable === 0 || favourable === outcomes.length) return [];
  const agreeing = outcomes.filter((one, at) => (margins[at]! > 0 ? 1 : 0) === one).length;
  const share = agreeing / outcomes.length;
  const sentence = `Its decisions are the outcomes of the table for ${percent(share)} of ${outcomes.length} people`;
  if (share >= 0.5) return [`${sentence}.`];
  return [
    `${sentence}: fewer than by chance. The favourable class may be the other one (positive), or the file is given ` +
      'something else than it was made for.',
  ];
}
