import type { Register } from '../../command-line/register.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { examples } from '../../command-line/examples.ts';

/** Adds `cfq datasets fetch`, `info` and `verify`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  const datasets = cfq.command('datasets').description("fetch, describe and verify the datasets' files");
  const dataDir = ['--data-dir <dir>', "folder of the publishers' original files", namedFolder] as const;

  datasets
    .command('fetch')
    .description("download the publishers' original files, verify and cache them")
    .argument('<names...>', 'datasets')
    .option(...dataDir)
    .action(async (names: string[], flags: { dataDir?: string }) => {
      const { fetchDatasets } = await import('./fetch.ts');
      exit(await fetchDatasets(names, flags, terminal));
    })
    .addHelpText('after', examples('cfq datasets fetch adult', 'cfq datasets fetch adult german compas'));
  datasets
    .command('info')
    .description('describe a dataset: rows, columns, what may change, licence, citation')
    .argument('<name>', 'dataset')
    .option(...dataDir)
    .action(async (name: string, flags: { dataDir?: string }) => {
      const { datasetInfo } = await import('./info.ts');
      await datasetInfo(name, flags, terminal);
    })
    .addHelpText('after', examples('cfq datasets info german'));
  datasets
    .command('verify')
    .description('check embedded rows and any original files against their checksums')
    .argument('[names...]', 'datasets; all where none is named')
    .option(...dataDir)
    .action(async (names: string[], flags: { dataDir?: string }) => {
      const { verifyDatasets } = await import('./verify.ts');
      exit(await verifyDatasets(names, flags, terminal));
    })
    .addHelpText('after', examples('cfq datasets verify', 'cfq datasets verify adult --data-dir downloads'));
};

function namedFolder(given: string): string {
  if (given === '') throw new UsageError('--data-dir: must name a folder (got an empty text). Name one.');
  return given;
}
