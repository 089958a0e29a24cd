import { numberInWords } from '@cfq/evaluation';
import type { AdvisedAction, Advice } from '../advising/advice.ts';

/** A margin or a cost in words: three digits after the point, or as many as show that it is not 0. */
export function quantity(value: number): string {
  const size = Math.abs(value);
  const digits = size > 0 && size < 0.001 ? Math.min(9, 1 - Math.floor(Math.log10(size))) : 3;
  return numberInWords(value, { digits, separator: ',' });
}

/** Who is spoken to. */
export function whoIs({ person: { line } }: Advice): string {
  return line === null ? 'This person' : `Line ${line}`;
}

/** How the decision stands, and what came of the search, a sentence or two. */
export function verdictOf(advice: Advice): string {
  const { outcome, margin, promised, model, graded, alternatives } = advice;
  const stands = graded ? ` (margin ${quantity(margin)})` : '';
  const who = whoIs(advice);
  switch (outcome) {
    case 'approved': {
      const thin =
        graded && margin < promised
          ? ` The margin is below the ${quantity(promised)} that advice would promise.`
          : '';
      return `${who} is approved by ${model.name} as they are${stands}. Nothing need be changed.${thin}`;
    }
    case 'advised':
      return (
        `${who} is denied by ${model.name}${stands}. ` +
        (alternatives.length === 1 ? 'This would be enough:' : 'Each of these alone would be enough:')
      );
    case 'infeasible':
      return `${who} is denied by ${model.name}${stands}. No change that is permitted was found to be enough.`;
    case 'timed-out':
      return (
        `${who} is denied by ${model.name}${stands}. The time ran out before anything was found: whether something ` +
        'would help is not known.'
      );
  }
}

/** What an action costs and how safe it is. */
export function priceOf({ cost, margin }: AdvisedAction, { promised, norm, graded }: Advice): string {
  if (!graded) return `cost ${quantity(cost)} (${norm})`;
  return `cost ${quantity(cost)} (${norm}), margin ${quantity(margin)}, promised ${promised === 0 ? 'above 0' : `at least ${quantity(promised)}`}`;
}

/** What stays, in a line. */
export function whatStays({ unchanged }: AdvisedAction): string {
  return unchanged.length === 0 ? 'nothing stays as it is' : `stays as it is: ${unchanged.join(', ')}`;
}
