import type { Register } from '../../command-line/register.ts';
import { examples } from '../../command-line/examples.ts';
import type { QueueFlags } from '../queue/register.ts';
import { optionalQueueOption } from '../queue/queue-option.ts';
import type { ReportFlags } from './run.ts';

/** Adds `cfq report`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  cfq
    .command('report')
    .description('write what a folder of stored cells holds as one HTML page, Markdown, CSV and figures')
    .argument('[dir]', 'a folder of stored cells')
    .addOption(optionalQueueOption('report what this queue holds, with --out'))
    .option('--out <dir>', 'folder of the report; by default `report` within that of the cells')
    .option('--title <text>', 'title of the report')
    .option('--family <names>', 'report these plans of the folder alone, comma-separated')
    .action(async (folder: string | undefined, flags: ReportFlags & QueueFlags) => {
      const { reportOf } = await import('./report-of.ts');
      exit(await reportOf(folder, flags, terminal));
    })
    .addHelpText(
      'after',
      examples(
        'cfq report results',
        'cfq report results --family main,theory --out report --title "Main table"',
      ),
    );
};
