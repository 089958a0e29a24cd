// Writes the API reference of every package from its docstrings into `reference/`, one folder a package.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  Application,
  Converter,
  ReflectionKind,
  type Context,
  type DeclarationReflection,
  type ParameterReflection,
  type ProjectReflection,
  type SignatureReflection,
} from 'typedoc';
import { load as loadMarkdown } from 'typedoc-plugin-markdown';
import { load as loadVitePress } from 'typedoc-vitepress-theme';
import { DocsError } from './docs-error.ts';
import { examplesOf, testsOf, usesOf } from './reference/executed-examples.ts';
import { linkedReferences, shortTables } from './reference/short-tables.ts';
import { referenceTasks } from './reference/tasks.ts';
import { repositoryDocuments } from './repository-documents.ts';
import { snippetPrograms } from './snippet-programs.ts';

const site = fileURLToPath(new URL('..', import.meta.url));
const repository = fileURLToPath(new URL('../../..', import.meta.url));
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
  // What nearly every row would say alike leaves no room for what a property is.
  tableColumnSettings: { hideModifiers: true, hideInherited: true, hideOverrides: true },
  hideBreadcrumbs: true,
  pageTitleTemplates: { index: 'API reference', module: '{name}' },
  logLevel: 'Warn',
} as Parameters<typeof Application.bootstrapWithPlugins>[0]);

application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }: Context) => {
  for (const module of project.children ?? []) {
    const file = project.getSymbolIdFromReflection(module)?.fileName ?? '';
    module.name = modules.get(file) ?? module.name;
  }
  nameParameters(project);
  shortenSchemas(project);
});

/** What a function takes apart at once has no name of its own: it gets that of its type. */
function nameParameters(project: ProjectReflection): void {
  for (const parameter of Object.values(project.getReflectionsByKind(ReflectionKind.Parameter))) {
    if (!parameter.name.startsWith('__namedParameters')) continue;
    const { type } = parameter as ParameterReflection;
    const name = type?.type === 'reference' ? type.name : '';
    const known = /^[A-Z][a-zA-Z]+$/.test(name) && !/^(?:Pick|Omit|Readonly|Partial)$/.test(name);
    parameter.name = known ? name.charAt(0).toLowerCase() + name.slice(1) : 'options';
  }
}

/** The type of a Zod schema repeats the whole schema; what it accepts is the type beside it. */
function shortenSchemas(project: ProjectReflection): void {
  const typed = [ReflectionKind.Variable, ReflectionKind.CallSignature];
  for (const reflection of typed.flatMap((kind) => project.getReflectionsByKind(kind))) {
    const { type } = reflection as DeclarationReflection | SignatureReflection;
    if (type?.type === 'reference' && type.name.startsWith('Zod')) delete type.typeArguments;
  }
}

const project = await application.convert();
if (project === undefined) process.exit(1);
await application.generateOutputs(project);
if (application.logger.hasErrors()) process.exit(1);

const pageOfModule = (module: string): string => `${module.replace('@cfq/', '').replaceAll('/', '.')}.md`;

const command = [join(repository, 'apps/benchmark'), '@cfq/benchmark'] as const;
const sources = [
  ...(await repositoryDocuments()).flatMap(({ file, markdown }) =>
    snippetPrograms(file, markdown).map(({ code }) => ({
      code,
      source: file,
      package: null,
      importing: code,
    })),
  ),
  ...[...packages.map(({ folder, manifest }) => [folder, manifest.name] as const), command].flatMap(
    ([folder, name]) =>
      readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.includes('testing'))
        .map((path) => join(folder, 'src', path))
        .flatMap((path) => {
          const read = path.endsWith('.test.ts') ? testsOf : usesOf;
          return read(relative(repository, path), readFileSync(path, 'utf8'), name);
        }),
  ),
];

const functionsOf = new Map<string, readonly string[]>();
for (const module of modules.values()) {
  const path = join(site, 'reference', pageOfModule(module));
  if (!existsSync(path)) continue;
  // A long name is divided at its slash where the page is narrow.
  const page = linkedReferences(shortTables(readFileSync(path, 'utf8'))).replace(
    /^# @cfq\/\S+\//m,
    '$&<wbr>',
  );
  const names = [...page.matchAll(/^### ([\w$]+)\(\)$/gm)].map(([, name]) => name!);
  functionsOf.set(module, names);
  const examples = examplesOf(module.split('/').slice(0, 2).join('/'), names, sources);
  // A function's part ends with a rule, and the last one where the next kind begins.
  const shown = page.replace(/^### ([\w$]+)\(\)$[^]*?(?=^\*\*\*$|^## |(?![^]))/gm, (part, name: string) => {
    const example = examples.get(name);
    if (example === undefined) return part;
    const { code, source } = example;
    const isUse = source.endsWith('.ts') && !source.endsWith('.test.ts');
    const place = source.replaceAll('/', '/<wbr>');
    const title = isUse ? `As it is called in ${place}` : `Example, executed with ${place}`;
    return `${part.trimEnd()}\n\n<details><summary>${title}</summary>\n\n\`\`\`ts\n${code}\n\`\`\`\n\n</details>\n\n`;
  });
  writeFileSync(path, shown);
}

const tasks = referenceTasks.map(({ task, functions }) => {
  const links = Object.entries(functions).flatMap(([module, names]) =>
    names.map((name) => {
      if (functionsOf.get(module)?.includes(name) !== true) {
        throw new DocsError(
          `referenceTasks: ${module} exports the function ${name} (it does not). Correct the task.`,
        );
      }
      return `[\`${name}\`](./${pageOfModule(module)}#${name.toLowerCase()})`;
    }),
  );
  return `| ${task} | ${links.join(', ')} |`;
});
const rows = packages
  .filter(({ manifest }) => existsSync(join(site, 'reference', `${basename(manifest.name)}.md`)))
  .map(({ manifest: { name, description } }) => `| [${name}](./${basename(name)}.md) | ${description} |`);
writeFileSync(
  join(site, 'reference/index.md'),
  [
    '# API reference',
    '',
    'Written from the docstrings of the sources. Under a function stands an example that the tests execute: a program of a page or README where one calls it, else a test; where a test calls it only by the way, the part of the sources that does.',
    '',
    '## By task',
    '',
    '| to | call |',
    '| --- | --- |',
    ...tasks,
    '',
    '## Packages',
    '',
    '| package | what it is for |',
    '| --- | --- |',
    ...rows,
    '',
  ].join('\n'),
);
