import type { FileOutput } from '@cfq/network';
import type { MarginReading } from '../outputs/margins-of-answers.ts';
import type { OutputEvidence } from '../outputs/output-candidates.ts';

/** The outputs of a file as a file that takes its place has them, the favourable class in each. */
export function outputsOfBinding(
  reading: MarginReading,
  flat: boolean,
  { described, metadata }: OutputEvidence,
): FileOutput[] {
  const { output, kind, favourable, speaksFor, labels } = reading;
  const isOne = kind === 'margins' || kind === 'probability';
  const own: FileOutput = {
    name: output,
    kind,
    favourable: isOne ? (speaksFor === favourable ? 1 : 0) : favourable,
    ...(kind === 'labels' && { labels: labels ?? [0, 1] }),
    flat,
  };
  const known = metadata?.outputs ?? described;
  const before = known.find(({ name }) => name === output);
  const others = known.filter(({ name }) => name !== output);
  // What is said of the others is said of one class: that of the output that is read, or the other one.
  const turned = before !== undefined && before.favourable !== own.favourable;
  const placed = before === undefined && metadata === null ? favourable === 0 : turned;
  return [
    own,
    ...others.map((one): FileOutput => (placed ? { ...one, favourable: one.favourable === 1 ? 0 : 1 } : one)),
  ];
}
