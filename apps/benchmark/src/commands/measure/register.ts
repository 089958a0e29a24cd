import { examples } from '../../command-line/examples.ts';
import type { Register } from '../../command-line/register.ts';
import type { MeasureFlags } from './run.ts';

/** Adds `cfq measure`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  cfq
    .command('measure')
    .description('compute every metric from predictions made anywhere, or from a record of people')
    .argument('<file>', 'predictions as CSV, JSON or Parquet, or a record (JSON, gzipped or not, or Parquet)')
    .option('--favourable <class>', 'the class that people want, as the file writes it (default: 1)')
    .option('--by <columns>', 'columns that name groups, comma-separated')
    .option('--seed <n>', 'seed of the intervals (default: 0)')
    .option(
      '--record <file>',
      'also write the record as .parquet, .json or .json.gz, whichever the name says',
    )
    .option('--markdown', 'print Markdown')
    .option('--json', 'print one JSON object on stdout and nothing else')
    .action(async (file: string, flags: MeasureFlags) => {
      const { measure } = await import('./run.ts');
      exit(await measure(file, flags, terminal));
    })
    .addHelpText(
      'after',
      `
A table of predictions has one row a person and these columns; those below the line may be left out together, and are empty
for people whom the first model approves:

  label                                   class that turned out to be right
  teacher_prediction                      class by the model that made the promises
  student_prediction                      class by the model that decides now
  ---
  teacher_valid                           1 where the first model has an action for a person it denies, else 0
  student_prediction_at_teacher_recourse  class by the second model once that action has been taken
  ---
  teacher_cost, student_valid, student_cost   costs of both models' actions

Exit codes: 0 done, 2 unusable file or flag.
` +
        examples(
          'cfq measure predictions.csv',
          'cfq measure predictions.csv --favourable approved --by age_band,sex',
          'cfq measure results/german-lsq-4b-mlp-128-64-s0-0123456789ab.record.json.gz --json',
          'cfq measure record.json.gz --record record.parquet',
        ),
    );
};
