import { examples } from '../../command-line/examples.ts';
import type { Register } from '../../command-line/register.ts';
import { queueOption } from '../queue/queue-option.ts';
import type { WorkerFlags } from './run.ts';

/** Adds `cfq worker`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  cfq
    .command('worker')
    .description('compute cells of a queue, on this machine, as many as there are (see: cfq queue)')
    .addOption(queueOption())
    .option('--jobs <n>', 'cells at a time; as many as there are cores where left out')
    .option('--threads <n>', 'threads of the engine for each (default: 1)')
    .option(
      '--shared <place>',
      'folder of teachers and their recourse, or s3://bucket/prefix, which then holds records too; one that all machines see saves most',
    )
    .option('--until-done', 'end once every cell is finished or given up')
    .action(async (flags: WorkerFlags) => {
      const { worker } = await import('./run.ts');
      exit(await worker(flags, terminal));
    })
    .addHelpText(
      'after',
      `
The first Ctrl-C ends it after the cells under way; the second at once, and others take them over within a minute.
A cell is tried three times. Exit codes: 0 done, 1 a cell failed here, 2 unusable request, 130 interrupted.
` +
        examples(
          'cfq worker --queue postgres://cfq@db.example/cfq --shared /mnt/cfq',
          'cfq worker --queue postgres://cfq@db.example/cfq --shared s3://bucket/cfq --until-done',
        ),
    );
};
