// Writes the API reference of every package from its docstrings into `reference/`, one folder a package.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, Converter, type Context } from 'typedoc';

const site = fileURLToPath(new URL('..', import.meta.url));
const packagesFolder = fileURLToPath(new URL('../../../packages', import.meta.url));

const packages = readdirSync(packagesFolder)
  .map((folder) => join(packagesFolder, folder))
  .filter((folder) => readFileSync(join(folder, 'src/index.ts'), 'utf8').trim() !== 'export {};');

const application = await Application.bootstrapWithPlugins({
  plugin: ['typedoc-plugin-markdown', 'typedoc-vitepress-theme'],
  entryPoints: packages.map((folder) => join(folder, 'src/index.ts')),
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

application.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context: Context) => {
  for (const module of context.project.children ?? []) {
    const folder = module.name.split('/')[0] ?? module.name;
    if (packages.some((path) => basename(path) === folder)) module.name = `@cfq/${folder}`;
  }
});

const project = await application.convert();
if (project === undefined) process.exit(1);
await application.generateOutputs(project);
if (application.logger.hasErrors()) process.exit(1);
