import { readPerson, type Person } from '@cfq/advice';
import { effortsOf, readableRows, type People } from '@cfq/datasets';
import type { BoundModel } from '@cfq/models';
import type { PersonEffort } from '@cfq/recourse';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';
import type { AdviseConfiguration } from './advise-configuration.ts';
import { readGivenFile } from '../../configuration/read-given-file.ts';

/** Whoever asks. */
export interface Askers {
  readonly asking: readonly Person[];
  /** How hard changes of what the model reads are for each of them, as far as their rows say so. */
  readonly own: readonly PersonEffort[];
}

/**
 * Whoever asks, by line, by file, or all.
 *
 * @throws UsageError for a line of nobody, and a file that holds nobody
 */
export function askers(
  { who, nameOf }: AdviseConfiguration,
  model: BoundModel,
  people: People | null,
): Askers {
  if (who === 'all' || 'line' in who) {
    const { lines } = people!;
    const rows = who === 'all' ? [...lines.keys()] : [lines.indexOf(who.line)];
    if (rows[0] === -1) {
      throw new UsageError(
        `${nameOf('person')}: must be the line of a person (expected ${lines[0]} to ${lines.at(-1)}, got ` +
          `${who === 'all' ? who : who.line}; the header is line 1).`,
      );
    }
    const asking = readableRows(people!, rows).map((values, place) => ({
      values,
      line: lines[rows[place]!]!,
    }));
    const known = new Set(model.featureSpace.features.map(({ name }) => name));
    const own = effortsOf(people!, rows).map((efforts) =>
      Object.fromEntries(Object.entries(efforts).filter(([name]) => known.has(name))),
    );
    return { asking, own };
  }
  try {
    const values = readPerson(readGivenFile(who.file).toString('utf8'), model.featureSpace, who.file);
    return { asking: [{ values, line: null }], own: [{}] };
  } catch (error) {
    throw new UsageError(`${nameOf('person')}: ${oneLine(error).replace(/^readPerson: /, '')}`, {
      cause: error,
    });
  }
}
