import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { packTar, type TarSource } from 'modern-tar/fs';
import { DamagedFileError } from '../../command-line/benchmark-error.ts';
import { openDraft } from '../file-draft.ts';
import { sha256, type ArchivedFile } from './archive-contents.ts';
import { descriptionFile, type ArchiveDescription } from './archive-description.ts';
import { archiveReadme } from './archive-readme.ts';

/** The folder in which everything stands. */
const top = 'cfq-archive';

/** Whether the name of an archive says that it is compressed. */
const isCompressed = (file: string): boolean => /\.(?:tar\.gz|tgz)$/i.test(file);

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

const manifestOf = (files: readonly { readonly name: string; readonly hash: string }[]): string =>
  lines(files.map(({ name, hash }) => `${hash}  ${name}`));

/**
 * Writes an archive, whole or not at all: a tar file, compressed where its name says so, that holds one bag of BagIt (RFC
 * 8493) with the files in its `data/`. Equal files and descriptions make equal bytes; compressed ones depend on the version of
 * zlib, too.
 *
 * @param file path of the archive; its folder must exist
 * @throws DamagedFileError where a file has changed since its hash was taken; nothing is written then
 */
export async function writeArchive(
  file: string,
  files: readonly ArchivedFile[],
  description: ArchiveDescription,
): Promise<void> {
  const payload = files.map((one) => ({ ...one, name: `data/${one.name}` }));
  const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
  const { software, title } = description;
  const tags = [
    { name: 'bagit.txt', text: lines(['BagIt-Version: 1.0', 'Tag-File-Character-Encoding: UTF-8']) },
    {
      name: 'bag-info.txt',
      text: lines([
        `Bag-Software-Agent: ${software.name} ${software.version}`,
        `External-Description: ${title.replace(/\s+/g, ' ')}`,
        `Payload-Oxum: ${bytes}.${files.length}`,
      ]),
    },
    { name: 'manifest-sha256.txt', text: manifestOf(payload) },
    { name: descriptionFile, text: `${JSON.stringify(description, null, 2)}\n` },
    { name: 'README.md', text: archiveReadme(description) },
  ].map((tag) => ({ ...tag, hash: sha256(tag.text) }));
  const always = { mtime: new Date(0), mode: 0o644, uid: 0, gid: 0, uname: '', gname: '' };
  const sources: TarSource[] = [
    ...[...tags, { name: 'tagmanifest-sha256.txt', text: manifestOf(tags) }].map(
      ({ name, text }): TarSource => ({
        ...always,
        ...{ type: 'content', content: text, target: `${top}/${name}` },
      }),
    ),
    ...payload.map((one): TarSource => ({
      ...always,
      ...{ type: 'stream', content: Readable.from(unchanged(one)), size: one.bytes },
      target: `${top}/${one.name}`,
    })),
  ];
  const draft = openDraft(file);
  try {
    const target = createWriteStream('', { fd: draft.handle, autoClose: false });
    if (isCompressed(file)) await pipeline(packTar(sources), createGzip({ level: 9 }), target);
    else await pipeline(packTar(sources), target);
    draft.keep();
  } finally {
    draft.discard();
  }
}

/** The bytes of a file as they were when its hash was taken. */
async function* unchanged({ path, hash }: ArchivedFile): AsyncGenerator<Uint8Array> {
  const bytes = await readFile(path);
  if (sha256(bytes) !== hash) {
    throw new DamagedFileError(`${path}: has changed while it was packed. Run the command again.`);
  }
  yield bytes;
}
