import type { Part } from '@cfq/parts';
import { assertKnown } from '../../command-line/assert-known.ts';
import { families } from '../../families/families.ts';
import { openPlugins } from '../../plugins/open-plugins.ts';
import type { Catalogues } from '../../plugins/parts.ts';
import type { Terminal } from '../../command-line/terminal.ts';

/** The flags of `cfq list` as written. */
export interface ListFlags {
  readonly plugin?: readonly string[];
}

/** One entry of a catalogue and what it stands for. */
type Entry = Pick<Part, 'description' | 'source'> & { readonly role?: string };

/** The catalogue behind each word. */
const catalogueOf = {
  methods: 'method',
  datasets: 'dataset',
  quantizers: 'quantizer',
  solvers: 'solver',
  allocators: 'allocator',
  sensitivities: 'sensitivity',
  terms: 'term',
} as const satisfies Readonly<Record<string, keyof Catalogues>>;

const familiesWord = 'families';

/**
 * `cfq list`: the names of a catalogue, what each stands for and the publication it is from, one a line; of a method its
 * role in comparisons as well.
 *
 * @throws UsageError on an unknown catalogue; PluginError where a plug-in cannot be loaded
 */
export async function list(what: string, { plugin = [] }: ListFlags, { stdout }: Terminal): Promise<void> {
  assertKnown('list', what, [...Object.keys(catalogueOf), familiesWord]);
  const parts = await openPlugins({ asked: plugin, laws: false });
  const catalogue: Readonly<Record<string, Entry>> =
    what === familiesWord ? families : parts[catalogueOf[what as keyof typeof catalogueOf]];
  const entries = Object.entries(catalogue);
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  const width = widest(entries.map(([name]) => name));
  const roleWidth = widest(entries.map(([, { role = '' }]) => role));
  for (const [name, { role, description, source }] of entries) {
    const words = [name.padEnd(width), ...(role === undefined ? [] : [role.padEnd(roleWidth)]), description];
    stdout.write(`${words.join('  ')} (${source})\n`);
  }
}
