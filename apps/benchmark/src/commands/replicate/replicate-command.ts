import { modelWords } from '../../cells/models/model-words.ts';
import { quoted } from '../../command-line/quoted.ts';
import type { ReplicateConfiguration } from './replicate-configuration.ts';

/** The command line that runs or resumes families as a configuration has them. */
export function replicateCommand(
  names: readonly string[],
  {
    options: { quick, seeds, datasets, ...models },
    actions,
    out,
    records,
    dataDir,
    plugins,
  }: ReplicateConfiguration,
): string {
  return [
    'cfq replicate',
    ...names,
    ...(quick ? ['--quick'] : []),
    ...(seeds === undefined ? [] : [`--seeds ${seeds.join(',')}`]),
    ...(datasets === undefined ? [] : [`--dataset ${datasets.join(',')}`]),
    ...(actions === undefined ? [] : [`--actions ${quoted(actions.join(','))}`]),
    ...modelWords(models),
    ...(dataDir === undefined ? [] : [`--data-dir ${quoted(dataDir)}`]),
    ...plugins.map((plugin) => `--plugin ${quoted(plugin)}`),
    ...(records ? ['--records'] : []),
    `--out ${quoted(out)}`,
  ].join(' ');
}
