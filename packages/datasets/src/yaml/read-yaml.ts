import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { DatasetError } from '../internals/dataset-error.ts';
import type { PathStep, WrittenDocument, WrittenValue } from './document.ts';

/** Values that stand in a text by way of an alias: aliases of lists of aliases would multiply without end. */
const mostRepeated = 100_000;

export interface ReadYamlOptions {
  /** Public function that reads, for error messages. */
  readonly caller: string;
  /** File as people know it, for error messages. */
  readonly file: string;
}

/**
 * Reads YAML or JSON (which is YAML) without re-spelling words: an unquoted word that YAML takes for a number, a truth
 * value or nothing is that only where it is spelt like one (`5`, `true`, `null`); `True`, `1.0`, `01234`, `~` stay the words
 * they are, with the value beside them. Keys of maps are always words.
 *
 * @throws DatasetError naming the line where the text is neither.
 */
export function readYaml(text: string, { caller, file }: ReadYamlOptions): WrittenDocument {
  const lines = new LineCounter();
  const failed = (line: number, problem: string): DatasetError => {
    const whole = text.split(/\r?\n/)[line - 1]?.trim() ?? '';
    const shown = whole.length > 80 ? `${whole.slice(0, 80)}…` : whole;
    const said = shown === '' ? '' : `: ${shown}`;
    return new DatasetError(
      `${caller}: ${file} line ${line} is not YAML or JSON (${problem})${said}. Correct it; words with signs need quotes.`,
    );
  };
  // The library holds every key against every other, which ends no map of a hundred thousand.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const [problem] = document.errors;
  if (problem !== undefined) {
    // The library's message ends with its own place and an excerpt.
    const [words = ''] = problem.message.split(/ at line \d+/);
    throw failed(problem.linePos?.[0].line ?? 1, `${problem.code}: ${words}`);
  }
  const places = new Map<string, WrittenValue>();
  const lineOf = (node: unknown) => {
    const range = (node as { range?: readonly number[] | null } | null)?.range;
    return range ? Math.max(1, lines.linePos(range[0]!).line) : 1;
  };

  const aliases = meantBy(document);
  const within = new Set<unknown>();
  let repeated = 0;
  const read = (node: unknown, path: readonly PathStep[], line: number): unknown => {
    if (isAlias(node)) {
      const meant = aliases.get(node);
      if (meant === undefined) throw failed(line, 'BAD_ALIAS: nothing before it is called so');
      if (within.has(meant)) throw failed(line, 'ALIAS_OF_ITSELF: it stands within what it stands for');
      within.add(meant);
      const value = read(meant, path, line);
      within.delete(meant);
      return value;
    }
    if (within.size > 0 && (repeated += 1) > mostRepeated)
      throw failed(line, 'TOO_MANY_ALIASES: they repeat too much');
    const place = node === null ? line : lineOf(node);
    if (isMap(node) && !isQuestionMark(node)) {
      places.set(keyOf(path), { line: place });
      const keys = new Set<string>();
      const entries = node.items.map(({ key, value }): [string, unknown] => {
        if (!isScalar(key)) throw failed(lineOf(key), 'KEY: a key is a word');
        const word = wordOf(key);
        if (keys.has(word)) throw failed(lineOf(key), 'DUPLICATE_KEY: this key stands twice');
        keys.add(word);
        return [word, read(value, [...path, word], lineOf(key))];
      });
      return Object.fromEntries(entries);
    }
    if (isSeq(node)) {
      places.set(keyOf(path), { line: place });
      return node.items.map((item, index) => read(item, [...path, index], lineOf(item)));
    }
    const [value, written] = isScalar(node) ? readScalar(node) : [isMap(node) ? '?' : null, {}];
    places.set(keyOf(path), { line: place, ...written });
    return value;
  };
  const value = read(document.contents, [], 1);
  return { value, at: (path) => places.get(keyOf(path)) };
}

function readScalar(node: Scalar): [value: unknown, written: Omit<WrittenValue, 'line'>] {
  const source = wordOf(node);
  const { value } = node;
  if (node.type !== 'PLAIN' || typeof value === 'string') return [value, { source }];
  // Nothing was written at all: no word of the file.
  if (source === '') return [null, { source }];
  if (value !== null && textOf(value) === source) return [value, { source, other: source }];
  return [source, { source, other: value }];
}

/** A scalar's value as a word, nothing for nothing. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What the text says of a scalar; of a quoted one, what stands between the quotes. */
function wordOf(node: Scalar): string {
  if (node.type !== 'PLAIN' || typeof node.value === 'string') return textOf(node.value);
  return node.source ?? textOf(node.value);
}

/** A lone `?`, which YAML takes for a map without key and value. */
function isQuestionMark({ items }: YAMLMap): boolean {
  const [only] = items;
  return items.length === 1 && isScalar(only?.key) && wordOf(only.key) === '' && only.value === null;
}

/** What each alias of a document stands for, found in one pass; undefined for one without an anchor before it. */
function meantBy(document: Document.Parsed): ReadonlyMap<unknown, unknown> {
  const anchors = new Map<string, unknown>();
  const meant = new Map<unknown, unknown>();
  visit(document, {
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
    Alias: (_, node) => {
      meant.set(node, anchors.get(node.source));
    },
  });
  return meant;
}

function keyOf(path: readonly PathStep[]): string {
  return JSON.stringify(path.map(String));
}
