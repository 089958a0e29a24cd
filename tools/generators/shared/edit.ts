import type { Tree } from '@nx/devkit';

/** One place of a file that a generator changes. */
export interface Edit {
  readonly file: string;
  /** Matches the place, exactly once or more; the first match is replaced. */
  readonly place: RegExp;
  /** What stands there afterwards. */
  readonly becomes: (match: string) => string;
}

/**
 * The texts of files after some edits, in order. Nothing is written: a generator writes once it knows that all of its
 * edits find their places. A file that has changed shape is not edited blindly.
 *
 * @param caller - Named in messages.
 * @throws Error when a file is missing or no place in it matches.
 */
export function editedFiles(tree: Tree, caller: string, edits: readonly Edit[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { file, place, becomes } of edits) {
    const text = texts.get(file) ?? tree.read(file, 'utf8');
    if (text === null)
      throw new Error(`${caller}: ${file} is missing. Run it at the root of the repository.`);
    if (!place.test(text)) {
      throw new Error(`${caller}: ${file} has no place that matches ${place.source}. Register by hand.`);
    }
    texts.set(file, text.replace(place, becomes));
  }
  return texts;
}
