import {
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Scalar,
  type YAMLMap,
} from 'yaml';

/** What is wrong with a text that is not YAML. */
export interface YamlFault {
  /** Line, from 1. */
  readonly line: number;
  /** What the format calls it, as in `DUPLICATE_KEY`. */
  readonly code: string;
  /** In words, without a full stop. */
  readonly problem: string;
}

/** A YAML or JSON text as nodes that know where they stand. */
export interface ParsedYaml {
  readonly document: Document.Parsed;
  /** Line, from 1, on which a node begins; 1 for what is no node of the text. */
  readonly lineOf: (node: unknown) => number;
  /** The first thing that is wrong, warnings included; undefined where nothing is. */
  readonly fault: YamlFault | undefined;
}

/**
 * Parses YAML or JSON in time that grows linearly with its length: that a map has every key once is looked up, where the
 * library holds each key against all others, which ends no map of a hundred thousand.
 */
export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const lineOf = (node: unknown): number => {
    const range = (node as Node | null | undefined)?.range;
    return range ? lineAt(range[0]) : 1;
  };
  const [first] = [...document.errors, ...document.warnings];
  if (first !== undefined) {
    const deep = first.code === 'RESOURCE_EXHAUSTION';
    const [words = ''] = first.message.split('\n');
    const problem = deep ? 'values are nested too deeply' : words.replace(/[.:]$/, '');
    return { document, lineOf, fault: { line: lineAt(first.pos[0]), code: first.code, problem } };
  }
  const twice = repeatedKey(document);
  if (twice === undefined) return { document, lineOf, fault: undefined };
  const problem = `key "${String(twice.value)}" stands twice in one map`;
  return { document, lineOf, fault: { line: lineOf(twice), code: 'DUPLICATE_KEY', problem } };
}

/** The first key that its map already has. */
function repeatedKey(document: Document.Parsed): Scalar | undefined {
  let found: Scalar | undefined;
  visit(document, {
    Map: (_, map) => {
      found = repeatedIn(map);
      return found === undefined ? undefined : visit.BREAK;
    },
  });
  return found;
}

function repeatedIn(map: YAMLMap): Scalar | undefined {
  const keys = new Set<unknown>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    if (keys.has(key.value)) return key;
    keys.add(key.value);
  }
  return undefined;
}
