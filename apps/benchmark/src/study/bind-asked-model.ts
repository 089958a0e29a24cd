import { decodeText, loadPeople, type People } from '@cfq/datasets';
import { bindModel, featureSpaceOf, parseInputMap, readModelFile, type BoundModel } from '@cfq/models';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import { readGivenFile } from '../configuration/read-given-file.ts';

/** How a model file is to be asked about a table of people. */
export interface BindingAsked {
  readonly positive?: string | number | undefined;
  /** Path. */
  readonly inputMap?: string | undefined;
  readonly output?: string | undefined;
  readonly threshold?: number | undefined;
}

/**
 * The people of `--data` and `--schema`; null where no table is named.
 *
 * @param nameOf how whoever asked wrote them, for errors
 * @throws UsageError for one without the other, or a table or a schema that cannot be read
 */
export async function peopleAsked(
  { data, schema }: { readonly data?: string | undefined; readonly schema?: string | undefined },
  nameOf: (key: 'data' | 'schema') => string,
): Promise<People | null> {
  if (data === undefined && schema === undefined) return null;
  if (data === undefined || schema === undefined) {
    throw new UsageError(
      `${nameOf(data === undefined ? 'data' : 'schema')}: a table comes with its schema (expected --data and --schema, ` +
        'got one of them). Name the other.',
    );
  }
  return usable(data, () => loadPeople({ csv: data, schema }));
}

/**
 * A model file bound to people; without people to how the file says itself that rows are encoded. It holds native memory until
 * it is disposed.
 *
 * @throws UsageError for a file that cannot be read, run or bound
 */
export async function bindAskedModel(
  file: string,
  people: People | null,
  { positive, inputMap, output, threshold }: BindingAsked,
): Promise<BoundModel> {
  return usable(file, async () => {
    const read = await readModelFile(file);
    if (people === null && featureSpaceOf(read) === null) {
      throw new UsageError(
        `${file}: does not say how rows are encoded (expected cfq.feature-space in its metadata, got none). Name a table ` +
          'of people with --data and --schema.',
      );
    }
    return bindModel(read, {
      ...(people !== null && { people }),
      ...{ positive, output, threshold },
      inputMap: inputMap === undefined ? undefined : parseInputMap(textOf(inputMap), inputMap),
    });
  });
}

function textOf(file: string): string {
  return decodeText(readGivenFile(file), { caller: 'parseInputMap', file });
}

/** What cannot be used is the fault of what was asked for; its file is named. */
async function usable<Value>(file: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const message = oneLine(error);
    throw new UsageError(message.includes(file) ? message : `${file}: ${message}`, { cause: error });
  }
}
