import { isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';

/** Says where in a file a key or a value stands. */
export interface YamlPlaces {
  /** Line, from 1, of the value at a path, or of the nearest thing around it that there is. */
  readonly valueLine: (path: readonly PropertyKey[]) => number;
  /** Line, from 1, of a key of the map at a path. */
  readonly keyLine: (path: readonly PropertyKey[], key: string) => number;
}

/** Where keys and values of a parsed document stand. */
export function yamlPlaces(document: Document.Parsed, lines: LineCounter): YamlPlaces {
  const lineOf = (node: unknown): number => {
    const range = (node as Node | null)?.range;
    return range ? lines.linePos(range[0]).line : 1;
  };
  const stepsTo = (path: readonly PropertyKey[]): unknown[] => {
    const nodes: unknown[] = [document.contents];
    for (const step of path) {
      const next = childOf(nodes.at(-1), step);
      if (next === undefined) break;
      nodes.push(next);
    }
    return nodes;
  };
  return {
    valueLine: (path) => lineOf(stepsTo(path).at(-1)),
    keyLine: (path, key) => {
      const map = stepsTo(path).at(-1);
      const pair = isMap(map) ? map.items.find(({ key: one }) => textOf(one) === key) : undefined;
      return lineOf(pair?.key ?? map);
    },
  };
}

function childOf(node: unknown, step: PropertyKey): unknown {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => textOf(key) === String(step));
    return pair?.value ?? pair?.key;
  }
  return isSeq(node) && typeof step === 'number' ? node.items[step] : undefined;
}

function textOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}
