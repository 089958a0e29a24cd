import { Option } from 'commander';

/**
 * An option whose default help shows and the configuration knows: left out, it has no value, so that what a
 * configuration file says is not taken for what was typed.
 */
export function shownDefault(flags: string, description: string, shown: string): Option {
  return new Option(flags, description).default(undefined, shown);
}
