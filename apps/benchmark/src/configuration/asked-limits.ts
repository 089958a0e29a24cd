import { LimitError, parseLimitExpression, parseLimits, type Limits } from '@cfq/audit';
import { decodeText } from '@cfq/datasets';
import { UsageError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';
import { readGivenFile } from './read-given-file.ts';

/**
 * Limits as an expression, or of a file by its path.
 *
 * @param name how whoever asked wrote it, for errors
 * @throws UsageError for a file that cannot be read, and limits that are none
 */
export function askedLimits(asked: string, name: string): Limits {
  const isFile = /\.(ya?ml|json)$/i.test(asked);
  try {
    if (!isFile) return parseLimitExpression(asked);
    return parseLimits(decodeText(readGivenFile(asked), { caller: 'parseLimits', file: asked }), {
      file: asked,
    });
  } catch (error) {
    const text = error instanceof LimitError ? oneLine(error) : `cannot read "${asked}" (${oneLine(error)})`;
    throw new UsageError(`${name}: ${text}`, { cause: error });
  }
}
