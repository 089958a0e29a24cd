import { examples } from '../../command-line/examples.ts';
import type { Register } from '../../command-line/register.ts';
import { queueOption } from './queue-option.ts';

/** Adds `cfq queue` and its commands. What they need is imported when they run. */
export const register: Register = (cfq, { terminal, exit }) => {
  const queue = cfq
    .command('queue')
    .description('studies that any number of machines compute together, by way of a PostgreSQL database');
  queue
    .command('submit')
    .description(
      'put the cells of a study into the queue; those that it holds already are not computed again',
    )
    .argument('<study>', 'a configuration file of cfq run or cfq replicate (see: --print-config)')
    .addOption(queueOption())
    .action(async (study: string, flags: QueueFlags) => {
      const { submit } = await import('./submit.ts');
      exit(await submit(study, flags, terminal));
    })
    .addHelpText('after', examples('cfq queue submit study.yaml --queue postgres://cfq@db.example/cfq'));
  queue
    .command('status')
    .description('where the studies of a queue stand, who works on them, and what failed')
    .addOption(queueOption())
    .option('--json', 'print one JSON object on stdout and nothing else')
    .action(async (flags: QueueFlags & { json?: boolean }) => {
      const { status } = await import('./status.ts');
      exit(await status(flags, terminal));
    })
    .addHelpText('after', examples('cfq queue status --queue postgres://cfq@db.example/cfq'));
  queue
    .command('fetch')
    .description('write what a queue holds as a folder of cells, for every command that reads one')
    .addOption(queueOption())
    .requiredOption('--out <dir>', 'folder of cells; what it holds already is compared and kept')
    .action(async (flags: QueueFlags & { out: string }) => {
      const { fetchFolder } = await import('./fetch.ts');
      exit(await fetchFolder(flags, terminal));
    })
    .addHelpText('after', examples('cfq queue fetch --queue postgres://cfq@db.example/cfq --out results'));
  queue.addHelpText(
    'after',
    `
\`cfq run\` and \`cfq replicate\` take --queue as well, in place of computing; \`cfq worker\` computes.
` +
      examples(
        'cfq replicate main --queue postgres://cfq@db.example/cfq',
        'cfq worker --queue postgres://cfq@db.example/cfq',
      ),
  );
};

/** Flags that every command of a queue has. */
export interface QueueFlags {
  /** Address of the database. */
  readonly queue?: string;
}
