import { z } from 'zod';
import { marginAggregates, wideAggregates } from './aggregate-names.ts';

/** What may be a cell, as far as its aggregates go. */
const numbersSchema = z.looseObject({
  counts: z.record(z.string(), z.unknown()),
  intervals: z.record(z.string(), z.unknown()),
});
const kindSchema = numbersSchema.extend({ margins: z.array(numbersSchema) });

/**
 * A cell that was published before some aggregates came into the catalogue, with those undefined: `null` over nobody.
 * What is no cell comes back as it is, for the schema to refuse.
 */
export function completeAggregates(cell: unknown): unknown {
  const read = kindSchema.safeParse(cell);
  if (!read.success) return cell;
  const { margins, ...wide } = read.data;
  return {
    ...completed(wide, wideAggregates),
    margins: margins.map((margin) => completed(margin, marginAggregates)),
  };
}

function completed(numbers: z.infer<typeof numbersSchema>, names: readonly string[]) {
  const each = (value: null | 0) => Object.fromEntries(names.map((name) => [name, value]));
  return {
    ...each(null),
    ...numbers,
    counts: { ...each(0), ...numbers.counts },
    intervals: { ...each(null), ...numbers.intervals },
  };
}
