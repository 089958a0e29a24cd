import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { keepRecord, keptRecords } from '../../queue/kept-records.ts';
import { MachineError } from '../../queue/machine-error.ts';
import { startS3 } from '../../testing/s3-server.ts';
import { objectSharedStore } from './object-shared-store.ts';
import { isS3Address, s3Objects, usableS3Objects } from './s3-objects.ts';

vi.mock('@aws-sdk/client-s3', async () => {
  const { bundledS3Client } = await import('../../testing/bundled-s3-client.ts');
  return bundledS3Client();
});

const server = await startS3();
beforeAll(() => {
  for (const [name, value] of Object.entries(server?.environment ?? {})) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server?.stop();
});

const key = 'a1'.repeat(32);
const artifact = {
  value: {
    rows: Int32Array.from([1, 5]),
    x: { data: Float32Array.from([0.1, -0, NaN, 1e-40]), shape: [2, 2] },
    labels: { data: Int32Array.from([0, 1]), shape: [2] },
    delta: { data: Float32Array.from([0.3, 0, 0, 1]), shape: [2, 2] },
    denied: 3,
  },
  spent: { seconds: 1.5, cpuSeconds: 2 },
};

describe.skipIf(server === undefined)('a bucket', () => {
  const open = () => s3Objects(`s3://${server!.bucket}/some/prefix`);
  const notes: string[] = [];
  const shared = () => objectSharedStore(open(), (line) => notes.push(line));

  it('gives every machine what one has stored there, to the last bit', async () => {
    expect(await shared().read('recourse', key)).toBeUndefined();
    await shared().write('recourse', key, artifact);
    expect(await shared().read('recourse', key)).toStrictEqual(artifact);
    expect(await shared().read('teacher', key)).toBeUndefined();
    expect(notes).toEqual([]);
  });

  it('takes what is damaged, or not there, for absent, and says so', async () => {
    const objects = await open();
    const name = (await objects.read(`shared/recourse/${key}`))!.toString();
    const whole = (await objects.read(name))!;
    await objects.write(name, whole.subarray(1));
    expect(await shared().read('recourse', key)).toBeUndefined();
    await objects.write(`shared/recourse/${key}`, Buffer.from(`sha256/${'0'.repeat(64)}`));
    expect(await shared().read('recourse', key)).toBeUndefined();
    expect(notes).toEqual([
      expect.stringMatching(/cannot be used \(its bytes are not those of its name\)/),
      expect.stringMatching(/cannot be used \(what it names is not there\)/),
    ]);
    await shared().write('recourse', key, artifact);
    expect(await shared().read('recourse', key)).toStrictEqual(artifact);
  });

  it('keeps records by their hash, and gives them back by where they are', async () => {
    const record = gzipSync('a record');
    const kept = await keepRecord(await open(), { file: '{}', record });
    expect(kept).toEqual({
      file: '{}',
      recordAt: expect.stringMatching(/^s3:\/\/cells\/some\/prefix\/sha256\/[0-9a-f]{64}$/) as string,
    });
    expect(gunzipSync(await keptRecords()(kept.recordAt!)).toString()).toBe('a record');
    const other = kept.recordAt!.replace(/[0-9a-f]{64}$/, 'f'.repeat(64));
    await expect(keptRecords()(other)).rejects.toThrow(/ffff: the record .* \(there is none\)/);
  });

  it('is refused where it cannot be used, before anything is computed', async () => {
    await expect(usableS3Objects('s3://no-such-bucket/a')).rejects.toThrow(UsageError);
    await expect(
      keepRecord(await s3Objects('s3://no-such-bucket'), { file: '', record: Buffer.of(1) }),
    ).rejects.toThrow(MachineError);
    expect((await usableS3Objects(`s3://${server!.bucket}`)).address).toBe(`s3://${server!.bucket}`);
  });
});

describe('isS3Address', () => {
  it('tells a bucket from a folder, and what is none is refused', async () => {
    expect(['s3://a/b', '/mnt/s3', 's3', './s3:/a'].map(isS3Address)).toEqual([true, false, false, false]);
    for (const address of ['s3://', 's3://A/b', 's3://a', 's3://-ab/c']) {
      await expect(s3Objects(address)).rejects.toThrow(/names no bucket/);
    }
  });
});
