import { assertKnown } from '../../command-line/assert-known.ts';
import type { Terminal } from '../../command-line/terminal.ts';

/** One name of a registry and what it stands for. */
interface Entry {
  readonly name: string;
  readonly description: string;
}

const described = (registry: Readonly<Record<string, Entry>>): Entry[] => Object.values(registry);

const registries: Readonly<Record<string, () => Promise<readonly Entry[]>>> = {
  methods: async () => described((await import('@cfq/training')).methods),
  families: async () => described((await import('../../families/families.ts')).families),
  datasets: async () => described((await import('@cfq/datasets')).datasets),
  quantizers: async () => described((await import('@cfq/quantizers')).quantizers),
  solvers: async () => described((await import('@cfq/recourse')).solvers),
  allocators: async () => described((await import('@cfq/bit-allocation')).allocators),
};

/**
 * `cfq list`: the names of a registry and what each stands for, one a line.
 *
 * @throws UsageError on an unknown registry
 */
export async function list(what: string, { stdout }: Terminal): Promise<void> {
  assertKnown('list', what, Object.keys(registries));
  const entries = (await registries[what]?.()) ?? [];
  const width = Math.max(...entries.map(({ name }) => name.length));
  for (const { name, description } of entries) stdout.write(`${name.padEnd(width)}  ${description}\n`);
}
