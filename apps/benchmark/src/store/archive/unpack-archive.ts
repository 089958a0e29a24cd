import {
  createReadStream,
  existsSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  readSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { unpackTar } from 'modern-tar/fs';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';
import { sha256 } from './archive-contents.ts';
import { archiveDescriptionSchema, archiveFormat, descriptionFile } from './archive-description.ts';

/** The files of a bag that are read: those that say what it is, and the payload, in no folder of its own. */
const inBag = /^([^/\0]+)\/((?:data\/)?[^/\0]+)$/;

const mostNamed = 3;

/**
 * Unpacks an archive of `cfq archive` and checks all of it before any of it is used: every file of its manifests is there with
 * its hash, and no other.
 *
 * @param into an empty folder
 * @returns the folder of cells
 * @throws UsageError naming the files that are damaged, missing or too many, or where it is no such archive
 */
export async function unpackArchive(file: string, into: string): Promise<string> {
  const refused = (reason: string, remedy = 'Fetch it again.') =>
    new UsageError(`${file}: ${reason}. ${remedy}`);
  const strange: string[] = [];
  const tops = new Set<string>();
  try {
    const tar = unpackTar(into, {
      ...{ strict: true, fmode: 0o644, dmode: 0o755 },
      filter: ({ name, type }) => {
        if (type === 'directory') return false;
        const [, top, rest] = inBag.exec(name) ?? [];
        const plain =
          type === 'file' && top !== undefined && !/^\.+$/.test(top) && !/(?:^|\/)\.+$/.test(rest!);
        if (plain) tops.add(top);
        else strange.push(name);
        return plain;
      },
    });
    const bytes = createReadStream(file);
    if (startsAsGzip(file)) await pipeline(bytes, createGunzip(), tar);
    else await pipeline(bytes, tar);
  } catch (error) {
    throw refused(`is not a whole archive (${oneLine(error)})`);
  }
  if (strange.length > 0)
    throw refused(`holds what no archive of cfq does: ${named(strange)}`, 'Do not use it.');
  const [top] = tops;
  const bag = join(into, top ?? '');
  if (tops.size !== 1 || !existsSync(join(bag, descriptionFile))) {
    throw refused(`is no archive of cfq (it has no ${descriptionFile})`, 'Make one with: cfq archive.');
  }
  const problems: string[] = [];
  const tags = checked(bag, 'tagmanifest-sha256.txt', problems);
  const payload = checked(bag, 'manifest-sha256.txt', problems);
  if (!tags.has('manifest-sha256.txt')) problems.push('manifest-sha256.txt is in no manifest');
  for (const name of filesOf(bag)) {
    if (!tags.has(name) && !payload.has(name)) problems.push(`${name} is in no manifest`);
  }
  if (problems.length > 0) throw refused(`is damaged: ${named(problems)}`);
  const description = readFileSync(join(bag, descriptionFile), 'utf8');
  const parsed = archiveDescriptionSchema.safeParse(jsonOf(description));
  if (!parsed.success) {
    throw refused(`is of another form than ${archiveFormat}`, 'Use the version of cfq that packed it.');
  }
  return join(bag, 'data');
}

/** The names of a manifest; what is wrong with the files that it names is added to the problems. */
function checked(bag: string, manifest: string, problems: string[]): Set<string> {
  const path = join(bag, manifest);
  const names = new Set<string>([manifest]);
  if (!existsSync(path)) {
    problems.push(`${manifest} is missing`);
    return names;
  }
  for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
    const [, hash, name] = /^([0-9a-f]{64}) [ *]((?:data\/)?[^/\0]+)$/.exec(line) ?? [];
    if (name === undefined || /(?:^|\/)\.+$/.test(name)) {
      problems.push(`${manifest} has a line that is none`);
      continue;
    }
    names.add(name);
    if (!existsSync(join(bag, name))) problems.push(`${name} is missing`);
    else if (sha256(readFileSync(join(bag, name))) !== hash)
      problems.push(`${name} has other bytes than its hash`);
  }
  return names;
}

const filesOf = (bag: string): string[] => [
  ...readdirSync(bag).filter((name) => name !== 'data'),
  ...(existsSync(join(bag, 'data')) ? readdirSync(join(bag, 'data')).map((name) => `data/${name}`) : []),
];

function named(all: readonly string[]): string {
  const more = all.length - mostNamed;
  return [...all.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join('; ');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function startsAsGzip(file: string): boolean {
  const handle = openSync(file, 'r');
  try {
    const start = new Uint8Array(2);
    return readSync(handle, start) === 2 && start[0] === 0x1f && start[1] === 0x8b;
  } finally {
    closeSync(handle);
  }
}
