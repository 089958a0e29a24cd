import type { Register } from '../../command-line/register.ts';
import { examples } from '../../command-line/examples.ts';
import type { ReportFlags } from './run.ts';

/** Adds `cfq report`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  cfq
    .command('report')
    .description('write what a folder of stored cells holds as one HTML page, Markdown, CSV and figures')
    .argument('<dir>', 'a folder of stored cells')
    .option('--out <dir>', 'folder of the report; by default `report` within that of the cells')
    .option('--title <text>', 'title of the report')
    .option('--family <names>', 'report these plans of the folder alone, comma-separated')
    .action(async (folder: string, flags: ReportFlags) => {
      const { report } = await import('./run.ts');
      exit(await report(folder, flags, terminal));
    })
    .addHelpText(
      'after',
      examples(
        'cfq report results',
        'cfq report results --family main,theory --out report --title "Main table"',
      ),
    );
};
