import { z } from 'zod';

/** A word of the file as a schema has it: a text, or what YAML, JSON and objects make of one that looks like a number. */
export function word() {
  return z.union([z.string(), z.number(), z.boolean()], { error: 'expected a word' }).transform(String);
}
