import { addBindingOptions } from '../../command-line/binding-options.ts';
import { addConfigurationOptions } from '../../command-line/configuration-options.ts';
import { examples } from '../../command-line/examples.ts';
import type { Register } from '../../command-line/register.ts';
import { shownDefault } from '../../command-line/shown-default.ts';
import type { AuditFlags } from './audit-configuration.ts';

/** Adds `cfq audit`. What it needs is imported when it runs. */
export const register: Register = (cfq, { terminal, exit }) => {
  const command = cfq
    .command('audit')
    .description(
      'hold one model file against another: who is decided about otherwise, whose promise breaks, within limits or not',
    )
    .option('--teacher <file>', 'the model whose promises are to be kept: ONNX, or a folder of TensorFlow.js')
    .option('--student <file>', 'the model that is to be deployed');
  addBindingOptions(command)
    .option('--student-positive <class>', 'the same for the student, where it is otherwise')
    .option('--student-input-map <file>', 'the same for the student')
    .option('--student-output <name>', 'the same for the student')
    .option('--student-threshold <p>', 'the same for the student')
    .option('--limits <limits>', 'what has to hold: a file (YAML or JSON), or "flips<=0.5%, vd@0.2<=1%"')
    .option('--max-flips <share>', 'limit on people decided about otherwise')
    .option('--max-drift <share>', 'limit on the change of the share of approved people')
    .option('--max-vd <share>', 'limit on broken promises, at κ = 0.2')
    .option('--max-over-grant <share>', 'limit on denied people whom the student approves as they are')
    .option('--min-near-miss <share>', 'limit on near misses that stay denied')
    .option('--min-reasons <share>', 'limit on what leading reasons have in common')
    .option('--max-subgroup-gap <share>', 'limit on the gap between groups in drift')
    .option('--max-accuracy-drop <share>', 'limit on accuracy lost')
    .option('--max-runtime-flips <share>', 'limit on decisions that depend on the runtime')
    .addOption(
      shownDefault(
        '--actions <name>',
        'what people may do: a policy of the schema, schema, or a file of your own',
        'actionable, else schema',
      ),
    )
    .option('--solver <name>', 'what looks for recourse; slp for networks and black-box else, where left out')
    .option('--preset <name>', 'budget of the solver: fast, thorough or exhaustive')
    .addOption(shownDefault('--margins <list>', 'issue margins κ; 0 is always included', '0,0.2,0.4,0.8'))
    .addOption(shownDefault('--cost <norm>', 'norm of the cost of an action: l1, l2 or mixed', 'l1'))
    .addOption(shownDefault('--seed <number>', 'seed of restarts and resamples', '0'))
    .option('--deadline <time>', 'when each of the two searches ends with what it has, as in 30s')
    .addOption(shownDefault('--min-group <n>', 'people a group needs to be compared', '30'))
    .addOption(shownDefault('--resamples <n>', 'resamples behind an interval', '1000'))
    .option('--skip-runtimes', 'leave out the comparison of runtimes')
    .option('--json <file>', 'write all of it as JSON; - for stdout, and nothing else there')
    .option('--html <file>', 'write a page to file: summary, evidence, who is affected, how to repeat it')
    .option(
      '--markdown <file>',
      'write a summary; in GitHub Actions the summary of the job is written anyway',
    )
    .option('--junit <file>', 'write a test report: a case for each limit and each finding')
    .option('--sarif <file>', 'write SARIF: people at their line of the CSV file')
    .option('--mlflow <dir>', "write a run into a folder of MLflow's file store")
    .addOption(shownDefault('--threads <n>', 'threads of the engine', '1'));
  addConfigurationOptions(command)
    .action(async (flags: AuditFlags) => {
      const { auditCommand } = await import('./run.ts');
      exit(await auditCommand(flags, terminal));
    })
    .addHelpText(
      'after',
      `
Both files are asked themselves, about everybody in the table. Recourse is looked for with the same solver on both; an
action counts only where the file itself accepts it. Outcomes are not needed; with them there is an accuracy.

Limits: flips, flips-granted, flips-denied, agreement, drift, over-grant, vd@κ, near-miss, faithfulness@κ, crg@κ,
feasible@κ, cost@κ, safe-margin, accuracy, accuracy-drop, margin-error, subgroup-gap, subgroup-flips-gap,
subgroup-vd-gap, reasons, reasons-same, reasons-first, runtime-flips and their like. In a file, a map from names to
bounds, or to value, min_absolute_change, min_relative_change and greater_is_better, as MLflow names them.

Reports name people by their line and say what they would have to change: treat them as personal data.
Where $GITHUB_STEP_SUMMARY names a file, a summary is added to it.
Exit codes: 0 within limits, or without any; 1 outside; 2 unusable files or settings; 130 interrupted.
` +
        examples(
          'cfq audit --teacher a.onnx --student b.onnx --data people.csv --schema people.yaml',
          'cfq audit --teacher a.onnx --student b.onnx --data people.csv --schema people.yaml --max-vd 1% --max-flips 0.5%',
          'cfq audit --teacher a.onnx --student b.onnx --data people.csv --schema people.yaml --limits limits.yaml --html audit.html',
        ),
    );
};
