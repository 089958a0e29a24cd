import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const formatter = fileURLToPath(new URL('../../node_modules/oxfmt/bin/oxfmt', import.meta.url));

/**
 * Text as the formatter would leave it in a file of this repository.
 *
 * @throws Error for a text that does not parse as what the file's ending says.
 */
export async function formatted(file: string, text: string): Promise<string> {
  const running = promisify(execFile)(process.execPath, [formatter, `--stdin-filepath=${file}`], {
    cwd: root,
  });
  running.child.stdin?.end(text);
  const { stdout } = await running;
  return stdout;
}
