import { checkDocument, DatasetError } from '@cfq/datasets';
import { ModelsError } from '../models-error.ts';
import type { InputMap } from './input-map.ts';
import { inputMapSchema } from './input-map-schema.ts';

/**
 * Reads an input map: YAML or JSON.
 *
 * ```yaml
 * inputs:
 *   age: alter # an input of one column, and the column of the table
 *   x: # a matrix: its columns in order
 *     - { column: income, offset: 2500, scale: 800 } # standardised before it reaches the file
 *     - { column: housing, is: own } # 1 where the table has this word
 *     - { column: savings, codes: { none: 0, below 100: 1 } }
 *     - { column: debt, missing: -1 } # what stands where there is no value
 * ```
 *
 * @param file Name of its file, for error messages.
 * @throws ModelsError naming every key that is unknown, absent or wrong, with its line.
 */
export function parseInputMap(text: string, file = 'input map'): InputMap {
  try {
    return checkDocument(inputMapSchema(), text, { caller: 'parseInputMap', file, noun: 'input map' }).value;
  } catch (error) {
    if (error instanceof DatasetError) throw new ModelsError(error.message, { cause: error });
    throw error;
  }
}
