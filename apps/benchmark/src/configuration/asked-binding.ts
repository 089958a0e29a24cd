import { parseInputMap, type BindModelOptions } from '@cfq/models';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import { readGivenFile } from './read-given-file.ts';

/** What was asked of a binding; see `bindingSettings`. */
export interface AskedBinding {
  readonly positive?: string | number | undefined;
  readonly inputMap?: string | undefined;
  readonly output?: string | undefined;
  readonly threshold?: number | undefined;
  readonly threads?: number | undefined;
}

/**
 * How a model file is bound, its input map read.
 *
 * @param nameOf how whoever asked wrote it, for errors
 * @throws UsageError for an input map that cannot be read or is none
 */
export function askedBinding(
  { positive, inputMap, output, threshold, threads }: AskedBinding,
  nameOf: (key: 'inputMap') => string,
): BindModelOptions {
  return {
    ...(positive !== undefined && { positive }),
    ...(output !== undefined && { output }),
    ...(threshold !== undefined && { threshold }),
    ...(threads !== undefined && { threads }),
    ...(inputMap !== undefined && { inputMap: readInputMap(inputMap, nameOf('inputMap')) }),
  };
}

function readInputMap(path: string, name: string): BindModelOptions['inputMap'] {
  try {
    return parseInputMap(readGivenFile(path).toString('utf8'));
  } catch (error) {
    throw new UsageError(`${name}: ${path}: ${oneLine(error)}`, { cause: error });
  }
}
