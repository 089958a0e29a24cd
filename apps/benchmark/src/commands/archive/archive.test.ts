import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datasets } from '@cfq/datasets';
import { packTar, unpackTar, type TarEntry } from 'modern-tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cellFileStem } from '../../cells/cell-specification.ts';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { openCellStore } from '../../store/cell-store.ts';
import { writePlan, writePlanConfiguration } from '../../store/stored-plan.ts';
import { datasetFingerprint } from '../../study/dataset-fingerprint.ts';
import { sampleCell, samplePlanned, sampleSettings, sampleSpecification } from '../../testing/sample-cell.ts';
import { sampleTerminal } from '../../testing/sample-terminal.ts';
import { merge } from '../merge/run.ts';
import { archive, type ArchiveFlags } from './run.ts';

let root: string;
let folder: string;
let file: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cfq-archive-test-'));
  folder = join(root, 'results');
  file = join(root, 'results.tar');
  const store = openCellStore(folder);
  const specificationOf = (seed: number) => sampleSpecification({ settings: sampleSettings({ seed }) });
  for (const seed of [0, 1]) {
    const cell = sampleCell({ seed, settings: sampleSettings({ seed }) });
    store.write(specificationOf(seed), cell, seed === 0 ? '{"people":[]}' : undefined);
  }
  store.writeError(specificationOf(2), new Error('diverged'));
  const cells = [0, 1, 2].map((seed) => samplePlanned(sampleSettings({ seed })));
  const said = { title: 'Main', command: 'cfq replicate main', codeVersion: 'c0de', quick: false };
  writePlan(folder, { family: 'main', ...said, cells });
  writePlanConfiguration(folder, 'main', 'families: main\n');
  writeFileSync(join(folder, 'x.tune.json'), '{}');
  mkdirSync(join(folder, 'shared'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

async function packed(flags: Partial<ArchiveFlags> = {}, from = folder) {
  const terminal = sampleTerminal();
  const code = await archive(from, { out: file, ...flags }, terminal);
  return { code, stdout: terminal.written(), stderr: terminal.errors() };
}

async function merged(source: string, out = join(root, 'out')) {
  const terminal = sampleTerminal();
  const code = await merge([source], { out }, terminal);
  return { code, stdout: terminal.written(), stderr: terminal.errors() };
}

/** The archive with one entry changed, added or taken away. */
async function planted(change: (entries: TarEntry[]) => TarEntry[]): Promise<string> {
  const entries = await unpackTar(readFileSync(file));
  const path = join(root, 'planted.tar');
  writeFileSync(
    path,
    await packTar(change(entries.map(({ header, data }) => ({ header, body: data ?? new Uint8Array(0) })))),
  );
  return path;
}

const contents = (path: string) =>
  Object.fromEntries(
    readdirSync(path)
      .filter((name) => name !== 'shared')
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(path, name)))
          .digest('hex'),
      ]),
  );

describe('cfq archive', () => {
  it('packs a folder that cfq merge makes again, byte for byte, compressed or not', async () => {
    const { code, stdout, stderr } = await packed({ creators: 'A. Person; B. Person', licence: 'CC-BY-4.0' });
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining('2 cells, 1 records, 1 failures, 1 plans in 7 files\n'),
    ]);
    expect(stderr).toMatch(/^not packed: shared\/\nrecords hold what people say/);
    expect((await merged(file)).code).toBe(0);
    expect(contents(join(root, 'out'))).toEqual(contents(folder));
    await packed({ out: join(root, 'small.tar.gz') });
    await merged(join(root, 'small.tar.gz'), join(root, 'again'));
    expect(contents(join(root, 'again'))).toEqual(contents(folder));
  });

  it('is the same bytes whenever and wherever it is packed', async () => {
    await packed();
    const first = readFileSync(file);
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), 1, 1);
    await packed({ out: join(root, 'other.tar') });
    expect(readFileSync(join(root, 'other.tar')).equals(first)).toBe(true);
  });

  it('says what it holds, of which versions and licences', async () => {
    const known = await datasets['synthetic-linear'].load();
    const settings = sampleSettings({ seed: 3 });
    for (const source of ['another set of its name', datasetFingerprint(known)]) {
      const cell = sampleCell({ dataset: 'synthetic-linear', seed: 3, settings });
      openCellStore(folder).write(sampleSpecification({ settings, source }), cell);
    }
    await packed({ title: 'Ours', licence: 'CC-BY-4.0', withoutRecords: true });
    const entries = await unpackTar(readFileSync(file));
    const text = entries.find(({ header }) => header.name.endsWith('/cfq-archive.json'))!.data;
    expect(JSON.parse(new TextDecoder().decode(text))).toMatchObject({
      ...{ format: 'cfq-archive/1', title: 'Ours', creators: [], licence: 'CC-BY-4.0' },
      software: { name: 'cfq' },
      computedBy: { codeVersions: [expect.any(String)], machines: [expect.stringContaining('Node v')] },
      plans: [{ family: 'main', configuration: 'main.config.yaml', cells: 3, finished: 2 }],
      datasets: [
        { name: 'synthetic', fingerprint: '5f1e', licence: null, citation: null },
        ...[
          { fingerprint: 'another set of its name', licence: null, citation: null },
          { fingerprint: datasetFingerprint(known), licence: known.licence, citation: known.citation },
        ]
          .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
          .map((one) => ({ name: 'synthetic-linear', ...one })),
      ],
      counts: { cells: 4, records: 0, failures: 1 },
    });
    expect(entries.some(({ header }) => header.name.endsWith('.record.json.gz'))).toBe(false);
  });

  const hasTools = ['tar', 'sha256sum'].every((tool) => spawnSync(tool, ['--version']).status === 0);
  it.skipIf(!hasTools)('is what tar unpacks and sha256sum checks', async () => {
    await packed();
    expect(spawnSync('tar', ['-xf', file, '-C', root]).status).toBe(0);
    const check = ['--check', '--strict', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'];
    const { status, stdout } = spawnSync('sha256sum', check, {
      cwd: join(root, 'cfq-archive'),
      encoding: 'utf8',
    });
    expect([status, stdout.match(/: OK/g)?.length]).toEqual([0, 12]);
  });

  it('leaves a damaged cell out, by name, and fails', async () => {
    const cell = `${cellFileStem(sampleSpecification({ settings: sampleSettings({ seed: 1 }) }))}.cell.json`;
    writeFileSync(join(folder, cell), '{');
    const { code, stderr } = await packed();
    expect([code, stderr]).toEqual([1, expect.stringContaining(`${cell}: not a whole cell file`)]);
    await merged(file);
    expect(readdirSync(join(root, 'out'))).not.toContain(cell);
  });

  it('is stopped by no entry that cannot be read', async () => {
    mkdirSync(join(folder, 'y.tune.json'));
    symlinkSync(join(root, 'nowhere'), join(folder, 'loose'));
    const { code, stderr } = await packed();
    expect(code).toBe(1);
    expect(stderr).toContain('y.tune.json: cannot be read (EISDIR');
    expect(stderr).toContain('not packed: loose, shared/');
    expect((await merged(file)).code).toBe(0);
  });

  it('is refused whole, by the name of what is wrong with it', async () => {
    await packed();
    const renamed = (from: string, to: string) =>
      planted((all) =>
        all.map((one) => ({ ...one, header: { ...one.header, name: one.header.name.replace(from, to) } })),
      );
    const rewritten = (name: RegExp, body: string) =>
      planted((all) =>
        all.map((one) =>
          name.test(one.header.name) ? { header: { ...one.header, size: body.length }, body } : one,
        ),
      );
    const more = (name: string, type: 'file' | 'symlink' = 'file') =>
      planted((all) => [
        ...all,
        { header: { name, size: 0, type, ...(type === 'symlink' && { linkname: '/etc/passwd' }) } },
      ]);
    const refusals: [RegExp, () => Promise<string>][] = [
      [/damaged: data\/.*s0-.*\.cell\.json has other bytes/, () => rewritten(/s0-.*cell\.json$/, '{}')],
      [/damaged: cfq-archive\.json has other bytes/, () => rewritten(/cfq-archive\.json$/, '{}')],
      [
        /main\.plan\.json is missing; data\/other\.plan\.json is in no/,
        () => renamed('data/main.plan', 'data/other.plan'),
      ],
      [/data\/x\.cell\.json is in no manifest/, () => more('cfq-archive/data/x.cell.json')],
      [
        /holds what no archive of cfq does: cfq-archive\/data\/link/,
        () => more('cfq-archive/data/link', 'symlink'),
      ],
      [/holds what no archive of cfq does: cfq-archive\/\.\.\/\.\.\/up/, () => more('cfq-archive/../../up')],
      [
        /is no archive of cfq \(it has no cfq-archive\.json\)/,
        () => renamed('cfq-archive.json', 'other.json'),
      ],
      [
        /is not a whole archive/,
        () => {
          writeFileSync(join(root, 'cut.tar'), readFileSync(file).subarray(0, 9000));
          return Promise.resolve(join(root, 'cut.tar'));
        },
      ],
    ];
    for (const [message, make] of refusals) {
      const path = await make();
      await expect(merged(path), String(message)).rejects.toThrow(message);
      await expect(merged(path), String(message)).rejects.toThrow(UsageError);
    }
    expect(readdirSync(root).sort()).toEqual(['cut.tar', 'planted.tar', 'results', 'results.tar']);
  });

  it('is refused before work where it cannot be made', async () => {
    await expect(packed({ out: join(root, 'x.zip') })).rejects.toThrow(/--out: ends in \.tar or \.tar\.gz/);
    await expect(packed({}, root)).rejects.toThrow(/holds neither whole cells nor plans/);
    await expect(packed({}, join(root, 'absent'))).rejects.toThrow(/must be a folder that can be read/);
    await expect(packed({ queue: 'postgres://x@y/z' })).rejects.toThrow(/is of a folder or of a queue/);
  });
});
