import { examples } from '../../command-line/examples.ts';
import type { Register } from '../../command-line/register.ts';
import { optionalQueueOption } from '../queue/queue-option.ts';
import type { ArchiveFlags } from './run.ts';

/** Adds `cfq archive`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  cfq
    .command('archive')
    .description(
      'pack a folder of cells, or what a queue holds, into one file with hashes, versions and licence',
    )
    .argument('[dir]', 'a folder written by: cfq run --out, cfq replicate --out')
    .requiredOption('--out <file>', 'the archive: .tar, or .tar.gz')
    .addOption(optionalQueueOption('pack what this queue holds'))
    .option('--title <text>', 'what the results are called (default: the titles of their plans)')
    .option('--creators <names>', 'whose they are, parted by ;')
    .option(
      '--licence <spdx>',
      'what others may do with them, as SPDX has it: CC-BY-4.0 (default: NOASSERTION)',
    )
    .option('--without-records', 'leave out what happened to each person')
    .action(async (folder: string | undefined, flags: ArchiveFlags) => {
      const { archive } = await import('./run.ts');
      exit(await archive(folder, flags, terminal));
    })
    .addHelpText(
      'after',
      `
Equal folders make equal archives. \`cfq merge results.tar --out results\` checks every hash and makes the folder again.
Exit codes: 0 packed, 1 a damaged file was left out, 2 unusable request.
` +
        examples(
          'cfq archive results --out results.tar --creators "A. Person; B. Person" --licence CC-BY-4.0',
          'cfq archive --queue postgres://cfq@db.example/cfq --out study.tar.gz --without-records',
        ),
    );
};
