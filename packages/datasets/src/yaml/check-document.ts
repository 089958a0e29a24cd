import { issueWords, nearestName } from '@cfq/parts';
import type { z } from 'zod';
import { DatasetError } from '../internals/dataset-error.ts';
import type { PathStep, WrittenDocument } from './document.ts';
import { knownKeys } from './known-keys.ts';
import { readYaml, type ReadYamlOptions } from './read-yaml.ts';

export interface CheckDocumentOptions extends ReadYamlOptions {
  /** What the document is, for the remedy: "schema". */
  readonly noun: string;
}

/** A document that a schema accepts, and where its parts stand. */
export interface CheckedDocument<Value> {
  readonly value: Value;
  /** Where a path stands, `loans.yaml line 3`; the file alone for an object. */
  readonly place: (path: readonly PathStep[]) => string;
}

/**
 * Holds YAML or JSON text, or an object, against a schema. Words are compared as the text has them: where the schema
 * wants a text, `True` is `True` and `01234` is `01234`; where it wants a number or a truth value they are that.
 *
 * @throws DatasetError naming every key that is unknown, absent or wrong, with its line and what stands there.
 */
export function checkDocument<Schema extends z.ZodType>(
  schema: Schema,
  source: string | object,
  options: CheckDocumentOptions,
): CheckedDocument<z.output<Schema>> {
  const { caller, file, noun } = options;
  const document: WrittenDocument =
    typeof source === 'string' ? readYaml(source, options) : { value: source, at: () => undefined };
  const place = (path: readonly PathStep[]) => {
    const line = document.at(path)?.line;
    return line === undefined ? file : `${file} line ${line}`;
  };
  let { value } = document;
  const tried = new Set<string>();
  for (;;) {
    const result = schema.safeParse(value, { error: issueWords });
    if (result.success) return { value: result.data, place };
    // Where one reading of an unquoted word does not fit, the other one may.
    const others = leaves(result.error.issues).flatMap((issue) => {
      const path = issue.path as PathStep[];
      const key = JSON.stringify(path);
      const other = document.at(path)?.other;
      if (other === undefined || tried.has(key) || !fits(issue, other)) return [];
      tried.add(key);
      return [path];
    });
    if (others.length === 0) {
      const { issues } = result.error;
      const problems = issues.slice(0, mostShown).map((issue) => describe(nearest(issue), schema, document));
      const more = issues.length > mostShown ? `; and ${issues.length - mostShown} more` : '';
      throw new DatasetError(`${caller}: ${file}: ${problems.join('; ')}${more}. Correct the ${noun}.`);
    }
    value = replaced(
      value,
      others.map((path) => ({ path, by: document.at(path)!.other })),
    );
  }
}

type Issue = z.core.$ZodIssue;

/** The issues themselves, those of alternatives too, with their whole paths. */
function leaves(issues: readonly Issue[], above: readonly PathStep[] = []): Issue[] {
  return issues.flatMap((issue) => {
    const whole = { ...issue, path: [...above, ...issue.path] };
    return issue.code === 'invalid_union'
      ? [whole, ...issue.errors.flatMap((errors) => leaves(errors, whole.path as PathStep[]))]
      : [whole];
  });
}

/** Whether the other reading of a word has the type that is asked for. */
function fits(issue: Issue, other: unknown): boolean {
  if (issue.code === 'invalid_type') return (issue.expected === 'string') === (typeof other === 'string');
  return issue.code === 'invalid_value';
}

interface Replacement {
  readonly path: readonly PathStep[];
  readonly by: unknown;
}

/** A value with others in some places of it, each list and map copied once. */
function replaced(value: unknown, replacements: readonly Replacement[]): unknown {
  const whole = replacements.find(({ path }) => path.length === 0);
  if (whole !== undefined) return whole.by;
  const inside = new Map<string, Replacement[]>();
  for (const {
    path: [step, ...path],
    by,
  } of replacements) {
    const there = inside.get(String(step));
    if (there === undefined) inside.set(String(step), [{ path, by }]);
    else there.push({ path, by });
  }
  const entry = (item: unknown, step: PathStep) => {
    const within = inside.get(String(step));
    return within === undefined ? item : replaced(item, within);
  };
  if (Array.isArray(value)) return value.map(entry);
  return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, entry(item, key)]));
}

function describe(issue: Issue, schema: z.ZodType, { value, at }: WrittenDocument): string {
  const path = issue.path as PathStep[];
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const written = at(unknown[0] === undefined ? path : [...path, unknown[0]]) ?? above(path, at);
  const line = written === undefined ? '' : `line ${written.line}, `;
  const subject = `${line}${path.join('.') || 'top level'}`;
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path, value);
    if (unknown.every((key) => known.includes(key))) {
      const keys = unknown.map((key) => `"${key}"`).join(', ');
      return `${subject}: ${keys} and the other keys say different things. Keep one of them`;
    }
    const meant = unknown.length === 1 ? nearestName(unknown[0]!, known) : undefined;
    const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
    return `${subject}: ${issue.message} (known: ${known.join(', ') || 'none'})${hint}`;
  }
  const { source } = at(path) ?? {};
  const found = entryAt(value, path);
  const isAbsent = found === undefined;
  const got = isAbsent ? '' : `, got ${shown(found)}`;
  const says =
    source === undefined
      ? got
      : source === ''
        ? ', nothing is written there'
        : `, the file says ${cut(source)}`;
  return `${subject}: ${isAbsent ? 'is absent' : issue.message}${says}`;
}

function shown(value: unknown): string {
  return cut(JSON.stringify(value));
}

function cut(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

const longestShown = 60;

/** So many problems are told at once. */
const mostShown = 20;

function entryAt(value: unknown, path: readonly PathStep[]): unknown {
  return path.reduce<unknown>(
    (inside, step) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, step) : undefined),
    value,
  );
}

/** The issues of each alternative, those of alternatives within them as alternatives too, with their whole paths. */
function alternativesOf(issue: Issue & { readonly code: 'invalid_union' }): Issue[][] {
  return issue.errors.flatMap((errors) => {
    const whole = errors.map((error) => ({ ...error, path: [...issue.path, ...error.path] }));
    const [only] = whole;
    const isNested = whole.length === 1 && only!.code === 'invalid_union' && errors[0]!.path.length === 0;
    return isNested ? alternativesOf(only as Issue & { readonly code: 'invalid_union' }) : [whole];
  });
}

/**
 * The issue of the alternative that the value comes nearest to, since "no alternative fits" helps nobody: of those that
 * have the form of the value the one with the fewest issues, and of these an unknown key before what is absent.
 */
function nearest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const all = alternativesOf(issue);
  const isInside = ({ path, code }: Issue) => path.length > issue.path.length || code === 'unrecognized_keys';
  const isDeeper = all.flat().some(({ path }) => path.length > issue.path.length);
  if (all.length === 0 || (!isDeeper && issue.message !== issueWords({ code: issue.code }))) return issue;
  const [best] = all.filter((errors) => errors.some(isInside)).sort((a, b) => a.length - b.length);
  if (best !== undefined) {
    return nearest(best.find(({ code }) => code === 'unrecognized_keys') ?? best.find(isInside)!);
  }
  const first = all.flat()[0]!;
  return { ...first, message: alternatives(all.flat().map(({ message }) => message)) };
}

/** `expected a number, or a map`, each once. */
function alternatives(messages: readonly string[]): string {
  const [first, ...others] = new Set(messages);
  return [first, ...others.map((message) => message.replace(/^expected /, ''))].join(', or ');
}

/** The nearest thing that stands in the text, for a key that is absent. */
function above(path: readonly PathStep[], at: WrittenDocument['at']): ReturnType<WrittenDocument['at']> {
  for (let length = path.length; length > 0; length--) {
    const found = at(path.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}
