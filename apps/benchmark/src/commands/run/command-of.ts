import { quoted } from '../../command-line/quoted.ts';
import type { RunFlags } from './run-configuration.ts';

/** Flags about what is printed and which part is run: the plan is the same. */
const ofPrint: readonly string[] = ['wide', 'show', 'shard', 'estimate', 'queue', 'log'];

/** The command line of some flags, as a person would type it. */
export function commandOf(flags: RunFlags): string {
  const words = Object.entries(flags).flatMap(([name, value]: [string, RunFlags[keyof RunFlags]]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === undefined || value === false || ofPrint.includes(name)) return [];
    if (value === true) return [flag];
    return [value].flat().map((one) => `${flag} ${quoted(one)}`);
  });
  return ['cfq run', ...words].join(' ');
}
