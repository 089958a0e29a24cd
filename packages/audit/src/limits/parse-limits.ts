import { parseYaml } from '@cfq/datasets';
import { issueWords } from '@cfq/parts';
import { isMap, isScalar, type Node, type Pair } from 'yaml';
import { z } from 'zod';
import type { Limit, Limits } from './limit.ts';
import { LimitError } from './limit-error.ts';
import { makeLimit } from './make-limit.ts';
import { readName } from './read-name.ts';

const quantity = z.union([z.number(), z.string()]);
const boundsSchema = z.strictObject({
  value: quantity.optional(),
  min_absolute_change: quantity.optional(),
  min_relative_change: quantity.optional(),
  greater_is_better: z.boolean().optional(),
});

/** Options of {@link parseLimits}. */
export interface ParseLimitsOptions {
  /** The file the text is of, for messages and reports. Default: none. */
  readonly file?: string | undefined;
}

/**
 * Reads limits, YAML or JSON: a map from the number's name to its bound, or to a map of bounds as MLflow names them.
 *
 * ```yaml
 * flips: 0.5%
 * vd@0.2: { value: 1%, greater_is_better: false }
 * near-miss: { value: 0.95 }
 * accuracy: { min_absolute_change: -0.3% }
 * ```
 *
 * @throws LimitError naming file, line and key of whatever is wrong
 */
export function parseLimits(text: string, { file }: ParseLimitsOptions = {}): Limits {
  const name = file ?? 'limits';
  const { document, fault, lineOf } = parseYaml(text);
  const at = (line: number) => `${name} line ${line}`;
  if (fault !== undefined) {
    throw new LimitError(
      `parseLimits: ${at(fault.line)} is YAML or JSON (got: ${fault.problem}). Correct it.`,
    );
  }
  const { contents } = document;
  if (!isMap(contents) || contents.items.length === 0) {
    throw new LimitError(
      `parseLimits: ${name} holds limits (expected a map such as "flips: 0.5%", got ${contents === null ? 'nothing' : 'something else'}). Write one a line.`,
    );
  }
  const limits = contents.items.map((pair): Limit => {
    const { key, value } = pair as Pair<Node, Node | null>;
    const line = lineOf(key);
    const written = String(isScalar(key) ? (key.source ?? key.value) : key);
    const where = `parseLimits: ${at(line)}, ${written}`;
    const content: unknown = value?.toJS(document);
    const bounds =
      typeof content === 'object' && content !== null ? content : { value: content ?? undefined };
    const parsed = boundsSchema.safeParse(bounds, { error: issueWords });
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const place = issue!.path.length > 0 ? `${issue!.path.join('.')}: ` : '';
      throw new LimitError(
        `${where}: ${place}${issue!.message}. Known: value, min_absolute_change, min_relative_change, greater_is_better.`,
      );
    }
    return makeLimit(readName(written, where), parsed.data, where);
  });
  return { source: file ?? null, text, limits: eachOnce(limits, 'parseLimits') };
}

/** @throws LimitError where a number has several limits, under one name or two */
export function eachOnce(limits: readonly Limit[], caller: string): readonly Limit[] {
  const seen = new Set<string>();
  for (const { id } of limits) {
    if (seen.has(id)) {
      throw new LimitError(
        `${caller}: a number has one limit (expected ${id} once, got it twice). Remove one.`,
      );
    }
    seen.add(id);
  }
  return limits;
}
