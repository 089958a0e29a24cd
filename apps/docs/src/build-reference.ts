// Writes the API reference of every package from its docstrings into `reference/`, one folder a package.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, Converter, type Context } from 'typedoc';
import { load as loadMarkdown } from 'typedoc-plugin-markdown';
import { load as loadVitePress } from 'typedoc-vitepress-theme';

const site = fileURLToPath(new URL('..', import.meta.url));
const packagesFolder = fileURLToPath(new URL('../../../packages', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;
}

const packages = readdirSync(packagesFolder).map((folder) => ({
  folder: join(packagesFolder, folder),
  manifest: JSON.parse(readFileSync(join(packagesFolder, folder, 'package.json'), 'utf8')) as Manifest,
}));

/** The modules that people import, by the file that they are: `@cfq/jit`, `@cfq/quantizers/testing`, … */
const modules = new Map(
  packages.flatMap(({ folder, manifest }) =>
    Object.entries(manifest.exports).flatMap(([entry, target]): [string, string][] => {
      const source = typeof target === 'string' ? undefined : target['@cfq/source'];
      if (typeof source !== 'string' || !source.endsWith('.ts')) return [];
      const path = join(folder, source);
      const empty = readFileSync(path, 'utf8').trim() === 'export {};';
      return empty ? [] : [[path, `${manifest.name}${entry.slice(1)}`]];
    }),
  ),
);

const application = await Application.bootstrapWithPlugins({
  plugin: [loadMarkdown, loadVitePress],
  entryPoints: [...modules.keys()],
  tsconfig: join(site, '../../tsconfig.json'),
  // Types are checked by `tsc`; here they are only read.
  skipErrorChecking: true,
  name: 'API reference',
  readme: 'none',
  out: join(site, 'reference'),
  docsRoot: site,
  router: 'module',
  excludeScopesInPaths: true,
  flattenOutputFiles: true,
  disableSources: true,
  excludeInternal: true,
  excludeExternals: true,
  groupOrder: ['Functions', 'Variables', 'Interfaces', 'Type Aliases', 'Classes'],
  useCodeBlocks: true,
  expandParameters: true,
  sanitizeComments: true,
  useHTMLEncodedBrackets: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  classPropertiesFormat: 'table',
  hideBreadcrumbs: true,
  pageTitleTemplates: { index: 'API reference', module: '{name}' },
  logLevel: 'Warn',
} as Parameters<typeof Application.bootstrapWithPlugins>[0]);

application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }: Context) => {
  for (const module of project.children ?? []) {
    const file = project.getSymbolIdFromReflection(module)?.fileName ?? '';
    module.name = modules.get(file) ?? module.name;
  }
});

const project = await application.convert();
if (project === undefined) process.exit(1);
await application.generateOutputs(project);
if (application.logger.hasErrors()) process.exit(1);

const rows = packages
  .filter(({ manifest }) => existsSync(join(site, 'reference', `${basename(manifest.name)}.md`)))
  .map(({ manifest: { name, description } }) => `| [${name}](./${basename(name)}.md) | ${description} |`);
writeFileSync(
  join(site, 'reference/index.md'),
  [
    '# Packages',
    '',
    'Written from the docstrings of the sources.',
    '',
    '| package | |',
    '| --- | --- |',
    ...rows,
    '',
  ].join('\n'),
);
