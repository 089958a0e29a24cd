import { RecourseError } from '../recourse-error.ts';

/**
 * Looks a preset up by name.
 *
 * @throws RecourseError listing the known names.
 */
export function choosePreset<Presets extends Readonly<Record<string, object>>>(
  solver: string,
  presets: Presets,
  name: keyof Presets & string,
): Presets[keyof Presets & string] {
  if (!Object.hasOwn(presets, name)) {
    throw new RecourseError(
      `${solver}.solve: the preset is known (expected ${Object.keys(presets).join(', ')}, got ${name}). Correct it.`,
    );
  }
  return presets[name];
}
