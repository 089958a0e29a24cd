import type { ParsedYaml } from '@cfq/datasets';
import { isMap, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';

/** Says where in a file a key or a value stands. */
export interface YamlPlaces {
  /** Line, from 1, of the value at a path, or of the nearest thing around it that there is. */
  readonly valueLine: (path: readonly PropertyKey[]) => number;
  /** Line, from 1, of a key of the map at a path. */
  readonly keyLine: (path: readonly PropertyKey[], key: string) => number;
}

/** Where keys and values of a parsed document stand. */
export function yamlPlaces({ document, lineOf }: ParsedYaml): YamlPlaces {
  const known = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  const pairOf = (map: YAMLMap, key: string): Pair | undefined => {
    const pairs = known.get(map) ?? pairsOf(map);
    known.set(map, pairs);
    return pairs.get(key);
  };
  const childOf = (node: unknown, step: PropertyKey): unknown => {
    if (isMap(node)) {
      const pair = pairOf(node, String(step));
      return pair?.value ?? pair?.key;
    }
    return isSeq(node) && typeof step === 'number' ? node.items[step] : undefined;
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
      return lineOf((isMap(map) ? pairOf(map, key)?.key : undefined) ?? map);
    },
  };
}

/** The pairs of a map by the words of their keys. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  return new Map(map.items.map((pair) => [String(isScalar(pair.key) ? pair.key.value : pair.key), pair]));
}
