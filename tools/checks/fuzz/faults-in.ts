import type { FuzzOutcome } from './input.ts';

/** Seconds of processor that one input may take. */
export const mostSeconds = 30;

/** Bytes of memory that a process may hold, whatever it is given. */
export const mostMemory = 1.5 * 2 ** 30;

/** Characters on stderr that somebody still reads. */
const longestMessage = 20_000;

const stack = /^\s+at .+[:)]\d*:?\d*\)?$/m;
const unplanned =
  /(?:Type|Reference|Range|Syntax)Error\b|is not a function|Cannot read propert|is not iterable|Maximum call stack|\[object Object\]|Invalid array length/;
// What moves a cursor, sets a title or turns text round; colours are not used where no terminal is.
const control = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

/**
 * What is wrong with how a call ended, whatever it was given: an exit code that is not documented, a message that nobody wrote on
 * purpose, control characters, a half result, too much time or memory. Empty where nothing is.
 */
export function faultsIn({ code, stdout, stderr, left, seconds, memory }: FuzzOutcome): string[] {
  if (code === null) return [`ended the process, or did not end: ${stderr.slice(0, 500)}`];
  const faults: string[] = [];
  const told = stderr.trimEnd();
  if (![0, 1, 2].includes(code)) faults.push(`exit code ${code} is not documented`);
  if (code === 2 && told === '') faults.push('refused without a word');
  if (stack.test(told)) faults.push('a stack trace');
  const [found] = unplanned.exec(told) ?? [];
  if (found !== undefined) faults.push(`an error that nobody wrote: ${found}`);
  if (told.length > longestMessage) faults.push(`${told.length} characters on stderr`);
  if (control.test(stdout + stderr)) faults.push('control characters in what is printed');
  if (code === 2 && stdout !== '') faults.push('refused with something on stdout');
  if (code === 2 && Object.keys(left).length > 0) {
    faults.push(`refused, and left ${Object.keys(left).slice(0, 5).join(', ')}`);
  }
  if (seconds > mostSeconds) faults.push(`${seconds.toFixed(1)} s of processor`);
  if (memory > mostMemory) faults.push(`${Math.round(memory / 2 ** 20)} MiB of memory`);
  return faults;
}
