import { isAbsolute, relative, resolve } from 'node:path';
import { Document, isScalar, visit } from 'yaml';
import { isPolicyFile } from './asked-actions.ts';
import type { CommandSettings } from './command-settings.ts';
import { mapTexts } from './map-texts.ts';

/**
 * Resolved settings as a configuration file that asks for the same: YAML, every setting that has a value.
 *
 * @param folder where the file will stand; paths are written relative to it
 */
export function renderConfiguration(
  {
    command,
    shape,
    paths,
    namesOrPaths = [],
    modules,
  }: Pick<CommandSettings, 'command' | 'shape' | 'paths' | 'namesOrPaths' | 'modules'>,
  values: Readonly<Record<string, unknown>>,
  folder: string,
): string {
  const written = Object.keys(shape).flatMap((key): [string, unknown][] => {
    const value = values[key];
    if (value === undefined) return [];
    if (paths.includes(key)) return [[key, relativeTo(folder, value as string)]];
    if (namesOrPaths.includes(key)) return [[key, mapTexts(value, (text) => nameOrPathTo(folder, text))]];
    if (!modules.includes(key)) return [[key, value]];
    return [[key, (value as readonly string[]).map((one) => moduleTo(folder, one))]];
  });
  const document = new Document(Object.fromEntries(written));
  document.commentBefore = ` The settings of a run in full: cfq ${command} --config <this file>`;
  visit(document, {
    Seq: (_, sequence) => {
      sequence.flow = sequence.items.every((item) => isScalar(item));
    },
  });
  return document.toString({ lineWidth: 0 });
}

function relativeTo(folder: string, path: string): string {
  return relative(resolve(folder), resolve(path)) || '.';
}

/** A path stays recognisable as one. */
function nameOrPathTo(folder: string, text: string): string {
  if (!isPolicyFile(text)) return text;
  const path = relativeTo(folder, text);
  return isPolicyFile(path) ? path : `./${path}`;
}

function moduleTo(folder: string, module: string): string {
  if (!module.startsWith('.') && !isAbsolute(module)) return module;
  const path = relativeTo(folder, module);
  return path.startsWith('.') ? path : `./${path}`;
}
