/** The catalogue of each kind, as it is imported. */
const catalogues: Readonly<Record<string, string>> = {
  allocators: 'allocator',
  datasets: 'dataset',
  methods: 'method',
  quantizers: 'quantizer',
  sensitivities: 'sensitivity',
  solvers: 'solver',
  terms: 'term',
};

/** Modules that look parts up by the names in a cell's settings, which count them. */
const byName: ReadonlySet<string> = new Set([
  'apps/benchmark/src/plugins/parts.ts',
  'apps/benchmark/src/cells/method-properties.ts',
  'apps/benchmark/src/diagnostics/sensitivity-ranks.ts',
  'packages/training/src/recipe/recipe-catalogue.ts',
]);

/**
 * The parts that a module takes from a catalogue whatever the settings of a cell are: those it names, all of a kind where it
 * does anything else with the catalogue.
 *
 * @param file from the root of the repository
 * @param code the module without types and comments
 * @param all every part, `kind/name`
 */
export function partsNamedIn(file: string, code: string, all: readonly string[]): string[] {
  const imports = /import\s*\{([^}]*)\}\s*from\s*["'][^"']+["'];?/g;
  const rest = code.replace(imports, '');
  const imported = [...code.matchAll(imports)].flatMap(([, names]) => names!.split(','));
  return imported.flatMap((one) => {
    const [symbol, local = symbol] = one.trim().split(/\s+as\s+/);
    const kind = Object.hasOwn(catalogues, symbol!) ? catalogues[symbol!] : undefined;
    if (kind === undefined) return [];
    const uses = new RegExp(`(?<![.\\w$])${local}\\b(?:\\.(\\w+)|\\[["']([^"']+)["']\\])?`, 'g');
    return [...rest.matchAll(uses)].flatMap(([, dotted, quoted]) => {
      const piece = `${kind}/${dotted ?? quoted}`;
      if (all.includes(piece)) return [piece];
      return byName.has(file) ? [] : all.filter((piece) => piece.startsWith(`${kind}/`));
    });
  });
}
