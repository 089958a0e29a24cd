import type { Command, Option } from 'commander';
import { UsageError } from './benchmark-error.ts';

/** Placeholders of options that take a list. */
const listPlaceholder = /<(names|list)>/;

/**
 * Makes every command of a tree refuse an option that is given twice: the second would take the place of the first without a
 * word. Options that gather words (`<modules...>`) may be given as often as one likes.
 *
 * @throws UsageError, while a command line is read, naming the option, both values, and how a list is written
 */
export function refuseRepeatedOptions(command: Command): void {
  for (const option of command.options.filter(({ variadic }) => !variadic)) refuseRepeats(command, option);
  for (const sub of command.commands) refuseRepeatedOptions(sub);
}

function refuseRepeats(command: Command, option: Option): void {
  const { long, short, flags } = option;
  const name = long ?? short ?? flags;
  let first: string | null | undefined;
  // The parser announces an option each time it meets it.
  command.on(`option:${option.name()}`, (value: string | null | undefined) => {
    const given = value ?? null;
    if (first === undefined) {
      first = given;
      return;
    }
    if (first === null || given === null) {
      throw new UsageError(`${name}: must be given once (expected one ${name}, got two). Remove one.`);
    }
    const remedy = listPlaceholder.test(flags)
      ? `Put what it lists behind one: ${name} ${first},${given}.`
      : 'Keep one of the two.';
    throw new UsageError(
      `${name}: must be given once (expected one ${name}, got "${first}" and "${given}"). ${remedy}`,
    );
  });
}
