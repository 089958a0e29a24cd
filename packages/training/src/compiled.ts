/** Something compiled that holds native memory until it is disposed. */
interface Disposable {
  dispose(): Promise<void>;
}

/** Compiled graphs by canonical configuration: a memo of pure compilations, emptied by {@link disposeCompiled}. */
const graphs = new Map<string, Disposable>();

/**
 * The graph of a configuration, compiled on first use and shared by every run of that configuration.
 *
 * @param key canonical text of everything the graph depends on that is not an input of it.
 */
export function compiled<Graph extends Disposable>(key: string, compile: () => Graph): Graph {
  const found = graphs.get(key);
  if (found !== undefined) return found as Graph;
  const graph = compile();
  graphs.set(key, graph);
  return graph;
}

/** Releases every graph that training compiled. A later run compiles anew. */
export async function disposeCompiled(): Promise<void> {
  const all = [...graphs.values()];
  graphs.clear();
  await Promise.all(all.map((graph) => graph.dispose()));
}
