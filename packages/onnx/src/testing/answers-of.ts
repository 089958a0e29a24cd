import type { FileOutput } from '@cfq/network';

/** Logits of two classes, [other, favourable], as an output of a file tells them. */
export function answersOf(logits: ArrayLike<number>, output: FileOutput): readonly (number | string)[] {
  const rows = logits.length / 2;
  return Array.from({ length: rows }, (_, row) => {
    const [other, wanted] = [logits[2 * row]!, logits[2 * row + 1]!];
    const margin = wanted - other;
    const probability = 1 / (1 + Math.exp(-margin));
    const pair = <Entry>(entries: readonly [Entry, Entry]): Entry[] =>
      output.favourable === 1 ? [...entries] : [entries[1], entries[0]];
    switch (output.kind) {
      case 'logits':
        return pair([other, wanted]);
      case 'opposites':
        return pair([-margin, margin]);
      case 'complements':
        return output.favourable === 1 ? [1 - margin, margin] : [1 + margin, -margin];
      case 'probabilities':
        return pair([1 - probability, probability]);
      case 'margins':
        return [output.favourable === 1 ? margin : -margin];
      case 'probability':
        return [output.favourable === 1 ? probability : 1 - probability];
      case 'labels':
        return [output.labels![margin > 0 ? output.favourable : 1 - output.favourable]!];
    }
  }).flat();
}
