import { datasets } from '@cfq/datasets';
import { methods } from '@cfq/training';
import { adviseConfiguration, type AdviseFlags } from './commands/advise/advise-configuration.ts';
import { replicateConfiguration, type ReplicateFlags } from './commands/replicate/replicate-configuration.ts';
import { runConfiguration, type RunFlags } from './commands/run/run-configuration.ts';
import { program } from './program.ts';
import { tuneConfiguration, type TuneFlags } from './commands/tune/tune-configuration.ts';

type Command = ReturnType<typeof program>;

const terminal = { stdout: process.stdout, stderr: process.stderr };

function nameProblems(what: string, names: readonly string[], known: readonly string[]): string[] {
  return names.filter((name) => !known.includes(name)).map((name) => `unknown ${what} ${name}`);
}

/** What each command says about flags and operands that its parser lets pass, where no file says the rest. */
const deeper: Readonly<Record<string, (command: Command, operands: readonly string[]) => string[]>> = {
  run: runProblems,
  advise: adviseProblems,
  replicate: (command, words) => refusal(() => replicateConfiguration(words, command.opts<ReplicateFlags>())),
  tune: (command) => refusal(() => tuneConfiguration(command.opts<TuneFlags>())),
};

function adviseProblems(command: Command, [model]: readonly string[]): string[] {
  const flags = command.opts<AdviseFlags>();
  return flags.newKey === undefined ? refusal(() => adviseConfiguration(model, flags)) : [];
}

function refusal(attempt: () => unknown): string[] {
  try {
    attempt();
    return [];
  } catch (error) {
    return [String(error)];
  }
}

function runProblems(command: Command): string[] {
  try {
    const flags = command.opts<RunFlags>();
    const { configuration } = runConfiguration(flags);
    // What a plug-in is called cannot be known without loading it.
    const isOwn = (name: string) => configuration.plugins.length === 0 || !name.includes('/');
    return [
      ...nameProblems('dataset', (configuration.datasets ?? []).filter(isOwn), Object.keys(datasets)),
      ...nameProblems('method', configuration.methods.filter(isOwn), Object.keys(methods)),
    ];
  } catch (error) {
    return [String(error)];
  }
}

/**
 * What is wrong with the arguments of a `cfq` command, without running it: commands, flags, their values and names
 * that do not exist, arguments too few or too many. Empty where it can be run.
 */
export function commandProblems(arguments_: readonly string[]): string[] {
  let command = program(terminal, () => undefined);
  let rest = [...arguments_];
  for (;;) {
    const sub = command.commands.find((candidate) => candidate.name() === rest[0]);
    if (sub === undefined) break;
    command = sub;
    rest = rest.slice(1);
  }
  if (rest.includes('--help') || rest.includes('--version')) return [];
  if (command.commands.length > 0) return [`unknown command ${rest[0] ?? 'none'}`];
  let parsed: ReturnType<Command['parseOptions']>;
  try {
    parsed = command.parseOptions(rest);
  } catch (error) {
    return [String(error)];
  }
  const { operands, unknown } = parsed;
  const { registeredArguments: wanted } = command;
  const fewest = wanted.filter(({ required }) => required).length;
  const most = wanted.some(({ variadic }) => variadic) ? Infinity : wanted.length;
  const missing = command.options.filter(
    (option) => option.mandatory && command.getOptionValue(option.attributeName()) === undefined,
  );
  return [
    ...unknown.map((flag) => `unknown flag ${flag}`),
    ...missing.map(({ flags }) => `missing ${flags}`),
    ...(operands.length < fewest || operands.length > most
      ? [`wrong number of arguments: ${operands.join(' ')}`]
      : []),
    ...(unknown.length + missing.length === 0 && command.getOptionValue('config') === undefined
      ? (deeper[command.name()]?.(command, operands) ?? [])
      : []),
  ];
}
