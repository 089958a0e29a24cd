import { readFileSync } from 'node:fs';
import { matchesGlob, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, type FormatConfig } from 'oxfmt';

/** The formatter's configuration: how files are written, and what differs in some. */
interface Configuration extends FormatConfig {
  readonly overrides: readonly { readonly files: readonly string[]; readonly options: FormatConfig }[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = readFileSync(`${root}.oxfmtrc.json`, 'utf8');
const { overrides, ...style } = JSON.parse(text) as Configuration;

/**
 * Text as the formatter would leave it in a file of this repository.
 *
 * @throws Error for a text that does not parse as what the file's ending says.
 */
export async function formatted(file: string, content: string): Promise<string> {
  const path = relative(root, resolve(root, file));
  const own = overrides.filter(({ files }) => files.some((glob) => matchesGlob(path, glob)));
  const options = Object.assign({}, style, ...own.map((one) => one.options)) as FormatConfig;
  const { code, errors } = await format(path, content, options);
  if (errors.length > 0) throw new Error(`${file}: ${errors.map(({ message }) => message).join(', ')}`);
  return code;
}
