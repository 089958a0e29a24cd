import { aggregates, type AggregateName } from '@cfq/metrics/aggregates';
import { z } from 'zod';

type Shape<Name extends string, Field> = { [One in Name]: Field };

function shapeOf<Name extends AggregateName, Field>(
  names: readonly Name[],
  field: (name: Name) => Field,
): Shape<Name, Field> {
  return Object.fromEntries(names.map((name) => [name, field(name)])) as Shape<Name, Field>;
}

/** The number of an aggregate: within the range of the catalogue, null where undefined. */
export function aggregateSchema(name: AggregateName) {
  const { title, description, over, range } = aggregates[name];
  const [least, largest] = range;
  const number = z.number().min(least);
  const said = title === description ? title : `${title}: ${description}`;
  return (Number.isFinite(largest) ? number.max(largest) : number)
    .nullable()
    .describe(`${said}; over ${over}; null where undefined`);
}

/** The numbers of some aggregates, under their names. */
export const aggregateShape = <Name extends AggregateName>(names: readonly Name[]) =>
  shapeOf(names, aggregateSchema);

/** How many stand behind each of some aggregates. */
export const countsSchema = <Name extends AggregateName>(names: readonly Name[]) =>
  z
    .strictObject(
      shapeOf(names, (name) =>
        z.int().min(0).describe(`how many ${aggregates[name].title} is over: ${aggregates[name].over}`),
      ),
    )
    .describe('how many instances, or points, each aggregate is over');

/** The intervals of some aggregates. */
export const intervalsSchema = <Name extends AggregateName>(names: readonly Name[]) =>
  z
    .strictObject(
      shapeOf(names, (name) =>
        z
          .strictObject({ lower: z.number(), upper: z.number() })
          .nullable()
          .describe(`of ${aggregates[name].title}`),
      ),
    )
    .describe('percentile bootstrap over the instances, 95 %; null where undefined');
