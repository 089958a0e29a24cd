import { UsageError } from '../command-line/benchmark-error.ts';

/** A plug-in cannot be used: not found, not loadable, not parts, or parts that break the laws of their kind. Exit code 2. */
export class PluginError extends UsageError {
  override readonly name = 'PluginError';
}
