import type { Tree } from '@nx/devkit';

/** Where and under which names a quantizer is registered. */
export interface Registration {
  /** Source folder of the quantizers package. */
  readonly sources: string;
  /** Registry key, kebab-case. */
  readonly name: string;
  /** Name of the exported object. */
  readonly exportName: string;
}

/** Replaces the one place that a pattern matches; a file that has changed shape must not be edited blindly. */
function replaceOnce(
  text: string,
  file: string,
  pattern: RegExp,
  replace: (match: string) => string,
): string {
  if (!pattern.test(text)) {
    throw new Error(
      `registerQuantizer: ${file} has no place that matches ${pattern.source}. Register by hand.`,
    );
  }
  return text.replace(pattern, replace);
}

/**
 * Exports a quantizer from `index.ts` and adds it to `quantizers.ts`: import, name and record entry.
 *
 * @throws Error when either file is missing or no longer has the shape it expects.
 */
export function registerQuantizer(tree: Tree, { sources, name, exportName }: Registration): void {
  const read = (file: string): string => {
    const text = tree.read(file, 'utf8');
    if (text === null)
      throw new Error(`registerQuantizer: ${file} is missing. Run it at the root of the repository.`);
    return text;
  };
  const module = `./quantizers/${name}.ts`;

  const index = `${sources}/index.ts`;
  const indexText = replaceOnce(
    read(index),
    index,
    /^export \{ roundHalfEven \}/m,
    (anchor) => `export { ${exportName} } from '${module}';\n${anchor}`,
  );

  const registry = `${sources}/quantizers.ts`;
  let text = replaceOnce(
    read(registry),
    registry,
    /\n\n\/\*\* Names of the quantizers/,
    (anchor) => `\nimport { ${exportName} } from '${module}';${anchor}`,
  );
  text = replaceOnce(text, registry, /export type QuantizerName =[^;]*/, (names) => `${names} | '${name}'`);
  text = replaceOnce(
    text,
    registry,
    /\n\} as const satisfies/,
    (anchor) => `\n  ${name === exportName ? name : `'${name}': ${exportName}`},${anchor}`,
  );

  tree.write(index, indexText);
  tree.write(registry, text);
}
