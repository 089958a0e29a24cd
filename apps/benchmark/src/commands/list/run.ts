import { assertKnown } from '../../command-line/assert-known.ts';
import type { SolverName } from '@cfq/recourse';
import type { Terminal } from '../../command-line/terminal.ts';

/** One name of a registry and what it stands for. */
interface Entry {
  readonly name: string;
  readonly description: string;
}

/** What each solver does, in a line. */
const solverDescriptions: Readonly<Record<SolverName, string>> = {
  pgd: 'projected gradient descent, the recursion of the paper, then refined onto each margin',
  slp: 'sequential linear programming on the linear pieces of the model',
  linear: 'closed form, exact, for models that are linear in their inputs',
};

const described = (registry: Readonly<Record<string, Entry>>): Entry[] => Object.values(registry);

const registries: Readonly<Record<string, () => Promise<readonly Entry[]>>> = {
  methods: async () => described((await import('@cfq/training')).methods),
  families: async () => described((await import('../../families/families.ts')).families),
  datasets: async () => described((await import('@cfq/datasets')).datasets),
  quantizers: async () => described((await import('@cfq/quantizers')).quantizers),
  solvers: () =>
    Promise.resolve(Object.entries(solverDescriptions).map(([name, description]) => ({ name, description }))),
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
