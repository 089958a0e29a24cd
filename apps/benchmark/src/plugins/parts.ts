import { allocators, sensitivities, type Allocator, type Sensitivity } from '@cfq/bit-allocation';
import { datasets, type Dataset } from '@cfq/datasets';
import type { Part, PartKind } from '@cfq/parts';
import { quantizers, type Quantizer } from '@cfq/quantizers';
import { solvers, type RecourseSolver } from '@cfq/recourse';
import { methods, terms, type Method, type ObjectiveTerm } from '@cfq/training';
import type { Plugin } from './load-plugin.ts';
import { PluginError } from './plugin-error.ts';

/** What a part of each kind is. */
export interface PartTypes {
  readonly allocator: Allocator;
  readonly dataset: Dataset;
  readonly method: Method;
  readonly quantizer: Quantizer;
  readonly sensitivity: Sensitivity;
  readonly solver: RecourseSolver;
  readonly term: ObjectiveTerm;
}

/** Every part that a command knows, by kind and name: the project's own, and `plug-in/name` of each plug-in. */
export type Catalogues = { readonly [Kind in PartKind]: Readonly<Record<string, PartTypes[Kind]>> };

/** The catalogues of a command and where their entries come from. */
export interface Parts extends Catalogues {
  readonly plugins: readonly Plugin[];
  /** The plug-ins whose parts have any of some names, whatever the kind. */
  pluginsOf(names: Iterable<string>): readonly Plugin[];
}

/** The project's own parts. */
const own: Catalogues = {
  allocator: allocators,
  dataset: datasets,
  method: methods,
  quantizer: quantizers,
  sensitivity: sensitivities,
  solver: solvers,
  term: terms,
};

/** Parts without any plug-in. */
export const ownParts: Parts = { ...own, plugins: [], pluginsOf: () => [] };

/**
 * The project's own parts and those of plug-ins, which are called `plug-in/name`.
 *
 * @throws PluginError where two plug-ins, or two parts of one kind in a plug-in, have one name
 */
export function withPlugins(plugins: readonly Plugin[]): Parts {
  const catalogues: Record<PartKind, Record<string, Part>> = {
    allocator: { ...own.allocator },
    dataset: { ...own.dataset },
    method: { ...own.method },
    quantizer: { ...own.quantizer },
    sensitivity: { ...own.sensitivity },
    solver: { ...own.solver },
    term: { ...own.term },
  };
  const origins = new Map<string, Plugin>();
  for (const plugin of plugins) {
    const { asked, namespace } = plugin;
    const other = plugins.find((one) => one !== plugin && one.namespace === namespace);
    if (other !== undefined) {
      throw new PluginError(
        `--plugin: plug-ins have names of their own (expected one "${namespace}", got "${asked}" and "${other.asked}"). ` +
          'Rename one.',
      );
    }
    for (const part of plugin.parts) {
      const name = `${namespace}/${part.name}`;
      const catalogue = catalogues[part.part];
      if (Object.hasOwn(catalogue, name)) {
        throw new PluginError(
          `--plugin ${asked}: parts of a kind have names of their own (expected one ${part.part} "${part.name}", got two). ` +
            'Rename one.',
        );
      }
      catalogue[name] = part;
      origins.set(name, plugin);
    }
  }
  return {
    // Each part lies in the catalogue of its kind: `part` says which.
    ...(catalogues as Catalogues),
    plugins,
    pluginsOf: (names) => {
      const used = new Set([...names].map((name) => origins.get(name)));
      return plugins.filter((plugin) => used.has(plugin));
    },
  };
}
