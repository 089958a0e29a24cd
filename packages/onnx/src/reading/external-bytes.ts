import { OnnxError } from '../onnx-error.ts';
import { quoted } from '../quoted.ts';
import type { ReadBudget } from './read-budget.ts';

/** Whether a path leads out of the folder it starts from, or starts elsewhere. */
export function leavesFolder(path: string): boolean {
  return (
    /^([/\\]|[a-zA-Z]:)/.test(path) ||
    path.includes('\0') ||
    path.split(/[/\\]/).some((part) => part === '..')
  );
}

function wholeNumber(text: string | undefined, absent: number): number {
  if (text === undefined) return absent;
  return /^\d{1,15}$/.test(text) ? Number(text) : NaN;
}

/** The bytes of a tensor that lies in a file beside the model. */
export function externalBytes(
  name: string,
  entries: ReadonlyMap<string, string>,
  { external }: ReadBudget,
): Uint8Array {
  const refuse = (rule: string, expected: string, got: string, remedy: string): never => {
    throw new OnnxError(
      `readOnnx: tensor ${quoted(name)}: ${rule} (expected ${expected}, got ${got}). ${remedy}`,
    );
  };
  const location = entries.get('location') ?? '';
  if (location === '' || leavesFolder(location)) {
    return refuse(
      'external data lie in the folder of the model',
      'a relative path without ".."',
      quoted(location),
      'Write the file with its weights inside.',
    );
  }
  const bytes = external.get(location);
  if (bytes === undefined) {
    return refuse(
      'external data are there',
      `the file ${quoted(location)} beside the model`,
      'none',
      'Put it there, or write the file with its weights inside.',
    );
  }
  const from = wholeNumber(entries.get('offset'), 0);
  const length = wholeNumber(entries.get('length'), bytes.length - from);
  if (!(from + length <= bytes.length && length >= 0)) {
    return refuse(
      `external data lie within ${quoted(location)}`,
      `up to ${bytes.length} bytes`,
      `${quoted(entries.get('offset') ?? '0')} and ${quoted(entries.get('length') ?? 'the rest')}`,
      'Is that file whole?',
    );
  }
  return bytes.subarray(from, from + length);
}
