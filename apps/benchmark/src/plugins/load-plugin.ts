import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isPart, partKinds, type Part } from '@cfq/parts';
import { createJiti, type Jiti } from 'jiti';
import { oneLine } from '../command-line/one-line.ts';
import type { HostModules } from './host-modules.ts';
import { PluginError } from './plugin-error.ts';
import { pluginPlace, sourceName, type PluginPlace } from './plugin-place.ts';

/** A file that was loaded, and what it is called wherever the plug-in stands. */
interface LoadedFile {
  readonly file: string;
  readonly name: string;
}

/** A plug-in: its parts and what they are made of. */
export interface Plugin extends PluginPlace {
  readonly parts: readonly Part[];
  /** SHA-256 of everything that was loaded for it, the modules of the command left out. */
  readonly hash: string;
}

/**
 * Loads a plug-in, TypeScript or JavaScript, without a compiler.
 *
 * @param asked a path, or the name of an installed package
 * @param folder what paths are relative to, and where packages are looked for
 * @param host what it shares with the command
 * @throws PluginError where it is not found, fails to load, exports something else than parts, or would compute with
 *   copies of the command's modules
 */
export async function loadPlugin(asked: string, folder: string, host: HostModules): Promise<Plugin> {
  const compiler = createJiti(import.meta.url, { fsCache: false });
  const files = new Set<string>();
  const jiti: Jiti = createJiti(import.meta.url, {
    fsCache: false,
    virtualModules: { ...host },
    transform: (given) => {
      if (given.filename !== undefined) files.add(given.filename);
      return { code: compiler.transform(given) };
    },
  });
  const place = pluginPlace(asked, folder, jiti);
  const { cache } = createRequire(import.meta.url);
  const known = new Set(Object.keys(cache));
  let exported: unknown;
  try {
    // Not `jiti.import`: it hands JavaScript over to Node, where the modules of the command are out of reach.
    // oxlint-disable-next-line typescript/no-deprecated -- see above
    exported = await jiti(place.entry);
  } catch (error) {
    throw new PluginError(`--plugin ${asked}: could not be loaded: ${oneLine(error)}`, { cause: error });
  } finally {
    // Modules stay out of Node's cache, so that a plug-in that has changed is loaded anew.
    for (const file of Object.keys(cache)) {
      if (known.has(file)) continue;
      files.add(file);
      Reflect.deleteProperty(cache, file);
    }
  }
  const named = [...files].map((file) => ({ file, name: sourceName(file, place.entry) }));
  assertNoCopies(asked, named, host);
  return { ...place, parts: partsOf(asked, exported), hash: hashOf(named) };
}

/** CommonJS is run by Node itself, which knows nothing of the modules of the command. */
function assertNoCopies(asked: string, files: readonly LoadedFile[], host: HostModules): void {
  const copied = Object.keys(host).find(
    (module) => module.startsWith('@cfq/') && files.some(({ name }) => name.startsWith(`${module}@`)),
  );
  if (copied === undefined) return;
  throw new PluginError(
    `--plugin ${asked}: a CommonJS module requires a copy of ${copied} (expected that of the command, which ES modules ` +
      'and TypeScript are given). Write the module with import and export.',
  );
}

/** The parts among the exports of a module, each once, whatever it is exported as. */
function partsOf(asked: string, exported: unknown): Part[] {
  const parts = new Set<Part>();
  for (const [name, value] of exportsOf(exported)) {
    if (!isPart(value)) throw new PluginError(notAPart(asked, name, value));
    parts.add(value);
  }
  if (parts.size === 0) {
    throw new PluginError(
      `--plugin ${asked}: exports parts (expected at least one made with defineQuantizer or its like, got none). ` +
        'Export one.',
    );
  }
  return [...parts];
}

/** What a module exports; a default that holds several values, as that of CommonJS does, counts as these. */
function exportsOf(exported: unknown): (readonly [name: string, value: unknown])[] {
  return Object.entries(exported ?? {}).flatMap(([name, value]: [string, unknown]) =>
    name === 'default' && typeof value === 'object' && value !== null && !('part' in value)
      ? Object.entries(value)
      : [[name, value] as const],
  );
}

function notAPart(asked: string, name: string, value: unknown): string {
  const { part } = (value ?? {}) as { readonly part?: unknown };
  const got = typeof part === 'string' ? `the kind "${part}"` : `a ${typeof value}`;
  return (
    `--plugin ${asked}: every export is a part (expected one of the kinds ${partKinds.join(', ')}, got ${got} as ` +
    `"${name}"). Make it with defineQuantizer or its like, or keep it in a file that the entry imports.`
  );
}

function hashOf(files: readonly LoadedFile[]): string {
  const hash = createHash('sha256');
  for (const { file, name } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    hash.update(`${name}\0${createHash('sha256').update(readFileSync(file)).digest('hex')}\n`);
  }
  return hash.digest('hex');
}
