import { Option, type Command } from 'commander';

/** Adds `--config` and `--print-config`: every setting of the command in a file. */
export function addConfigurationOptions(command: Command): Command {
  return command
    .addOption(new Option('--config <file>', 'settings from a file (YAML or JSON); flags count more'))
    .addOption(
      new Option('--print-config', 'print the settings in full, as such a file, and do nothing else'),
    );
}
