import type { TerminalLook } from '../tables/render-terminal.ts';
import type { Output } from './terminal.ts';

/** What a terminal that does not say is taken for. */
const usualWidth = 80;

/**
 * What a stream can show: a pipe or a file has no width and no colours; a terminal has both. `NO_COLOR` (not empty)
 * switches colours off anywhere, `FORCE_COLOR` (not empty, not 0) on; the first counts more.
 */
export function terminalLook(
  { isTTY = false, columns }: Output,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Required<TerminalLook> {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM } = environment;
  const forced = FORCE_COLOR !== '' && FORCE_COLOR !== '0';
  return {
    width: isTTY ? columns || usualWidth : undefined,
    colours: NO_COLOR === '' && (forced || (FORCE_COLOR !== '0' && isTTY && TERM !== 'dumb')),
  };
}
