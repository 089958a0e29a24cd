import type { Part } from '@cfq/parts';
import { assertKnown } from '../../command-line/assert-known.ts';
import type { Terminal } from '../../command-line/terminal.ts';

/** One name of a catalogue and what it stands for. */
type Entry = Pick<Part, 'name' | 'description' | 'source'> & { readonly role?: string };

type Load = () => Promise<Readonly<Record<string, Entry>>>;

/** How each catalogue is loaded. */
const catalogues: Readonly<Record<string, Load>> = {
  methods: async () => (await import('@cfq/training')).methods,
  families: async () => (await import('../../families/families.ts')).families,
  datasets: async () => (await import('@cfq/datasets')).datasets,
  quantizers: async () => (await import('@cfq/quantizers')).quantizers,
  solvers: async () => (await import('@cfq/recourse')).solvers,
  allocators: async () => (await import('@cfq/bit-allocation')).allocators,
  sensitivities: async () => (await import('@cfq/bit-allocation')).sensitivities,
  terms: async () => (await import('@cfq/training')).terms,
};

/**
 * `cfq list`: the names of a catalogue, what each stands for and the publication it is from, one a line; of a method its
 * role in comparisons as well.
 *
 * @throws UsageError on an unknown catalogue
 */
export async function list(what: string, { stdout }: Terminal): Promise<void> {
  assertKnown('list', what, Object.keys(catalogues));
  const entries = Object.values(await catalogues[what]!());
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  const width = widest(entries.map(({ name }) => name));
  const roleWidth = widest(entries.map(({ role = '' }) => role));
  for (const { name, role, description, source } of entries) {
    const words = [name.padEnd(width), ...(role === undefined ? [] : [role.padEnd(roleWidth)]), description];
    stdout.write(`${words.join('  ')} (${source})\n`);
  }
}
