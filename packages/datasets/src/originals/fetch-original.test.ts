import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type * as timersPromises from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DatasetError } from '../internals/dataset-error.ts';
import { germanSource } from '../sets/german/german-columns.ts';
import { german } from '../sets/german/german.ts';
import { syntheticLinear } from '../sets/synthetic/synthetic-sets.ts';
import { rawLines } from '../sets/testing/raw-lines.ts';
import type { DownloadProgress } from './download-file.ts';
import { fetchOriginal, type FetchOriginalOptions } from './fetch-original.ts';
import { verifyDataset } from './verify-dataset.ts';

// The published german.data, written out from the embedded rows.
const { table } = await german.load();
const good = Buffer.from(`${rawLines(table, germanSource, ' ').join('\n')}\n`);
const corrupted = Buffer.from(good);
corrupted[100] = corrupted[100]! ^ 1;

// Says when a pause between two attempts has begun.
const pauses = new EventEmitter();
vi.mock('node:timers/promises', async (importOriginal) => {
  const timers = await importOriginal<typeof timersPromises>();
  const setTimeout: typeof timers.setTimeout = (...given) => {
    const pause = timers.setTimeout(...given);
    pauses.emit('pause');
    return pause;
  };
  return { ...timers, setTimeout };
});

let server: Server;
let cacheDir: string;
let requests: string[];
/** One answer a request; the last one stays. */
let answers: RequestListener[];

const whole: RequestListener = (_, response) => response.end(good);
const damaged: RequestListener = (_, response) => response.end(corrupted);
const longer: RequestListener = (_, response) => response.end(Buffer.concat([good, good]));
const cutOff: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-length': good.length });
  response.write(good.subarray(0, 1000), () => response.destroy());
};
const status =
  (code: number): RequestListener =>
  (_, response) =>
    response.writeHead(code).end('no');
const silent: RequestListener = () => undefined;

beforeEach(async () => {
  requests = [];
  answers = [whole];
  cacheDir = await mkdtemp(join(tmpdir(), 'cfq-fetch-'));
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    answer?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(cacheDir, { recursive: true });
});

function fetchGerman(options: FetchOriginalOptions = {}) {
  const { port } = server.address() as AddressInfo;
  return fetchOriginal(german, {
    cacheDir,
    mirror: `http://127.0.0.1:${port}/files`,
    backoffMilliseconds: 1,
    ...options,
  });
}

describe('fetchOriginal', () => {
  it('downloads the file, verified and whole, with progress, and it parses to the embedded rows', async () => {
    const seen: DownloadProgress[] = [];
    const fetched = await fetchGerman({ onProgress: (progress) => seen.push(progress) });
    expect(fetched).toEqual({ directory: cacheDir, paths: [join(cacheDir, 'german.data')] });
    expect(
      createHash('sha256')
        .update(await readFile(fetched.paths[0]!))
        .digest('hex'),
    ).toBe(german.originals[0]!.sha256);
    expect(requests).toEqual(['/files/german.data']);
    expect(seen.at(-1)).toEqual({
      file: 'german.data',
      received: good.length,
      total: good.length,
      attempt: 1,
    });
    expect(await german.load({ dataDir: fetched.directory })).toEqual(await german.load());
    const verified = await verifyDataset(german, { dataDir: cacheDir });
    expect(verified).toMatchObject({
      verified: true,
      rows: 1000,
      differences: [],
      problem: null,
      files: [{ published: true }],
    });
  });

  it('does not download a whole file again, and replaces a damaged one', async () => {
    await fetchGerman();
    await fetchGerman();
    expect(requests.length).toBe(1);
    await writeFile(join(cacheDir, 'german.data'), corrupted);
    const damage = await verifyDataset(german, { dataDir: cacheDir });
    expect([damage.verified, damage.files[0]!.published]).toEqual([false, false]);
    expect(damage.problem).toContain('column "savings": row 2 is "A71"');
    await fetchGerman();
    expect(requests.length).toBe(2);
    expect(good.equals(await readFile(join(cacheDir, 'german.data')))).toBe(true);
  });

  it.each([
    ['corrupted', () => damaged],
    ['too long', () => longer],
    ['cut off', () => cutOff],
    ['unavailable for a moment', () => status(503)],
    ['limited', () => status(429)],
  ])('tries again after a download that is %s', async (_, answer) => {
    answers = [answer(), answer(), whole];
    const attempts: number[] = [];
    await fetchGerman({ onProgress: ({ attempt }) => attempts.push(attempt) });
    expect(requests.length).toBe(3);
    expect(attempts.at(-1)).toBe(3);
    expect(await readdir(cacheDir)).toEqual(['german.data']);
  });

  it.each([
    ['corrupted', () => damaged, 3, 'SHA-256'],
    ['too long', () => longer, 3, 'expected 79793'],
    ['cut off', () => cutOff, 3, 'after 3 attempts'],
    ['absent', () => status(404), 1, 'the server answered 404'],
    ['failing', () => status(500), 3, 'the server answered 500'],
  ])(
    'gives up on a file that stays %s, says what to do, and leaves nothing behind',
    async (_, answer, tries, why) => {
      answers = [answer()];
      const failure: unknown = await fetchGerman({ retries: 2 }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(DatasetError);
      const { message } = failure as DatasetError;
      expect(message).toContain(why);
      expect(message).toContain(german.originals[0]!.url);
      expect(message).toContain(`put it at ${join(cacheDir, 'german.data')}`);
      expect(message).toContain('--data-dir');
      expect(requests.length).toBe(tries);
      expect(await readdir(cacheDir)).toEqual([]);
    },
  );

  it('says what to do where there is no connection', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const mirror = `http://127.0.0.1:${port}`;
    await expect(fetchGerman({ mirror, retries: 0 })).rejects.toThrow(
      /after 1 attempt: .*ECONNREFUSED.*--data-dir/s,
    );
  });

  it('does not wait for ever on a silent server', async () => {
    answers = [silent];
    await expect(fetchGerman({ retries: 0, timeoutMilliseconds: 50 })).rejects.toThrow(/timeout/i);
  });

  it('stops when aborted: before, during, and between attempts', async () => {
    const reason = new Error('enough');
    await expect(fetchGerman({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(requests.length).toBe(0);

    const during = new AbortController();
    answers = [() => during.abort(reason)];
    await expect(fetchGerman({ signal: during.signal })).rejects.toBe(reason);

    answers = [status(503)];
    const between = new AbortController();
    pauses.once('pause', () => between.abort(reason));
    const options = { signal: between.signal, backoffMilliseconds: 60_000 };
    await expect(fetchGerman(options)).rejects.toBe(reason);
    expect(requests.length).toBe(2);
    expect(await readdir(cacheDir)).toEqual([]);
  });

  it('refuses a set without originals, and unknown options', async () => {
    await expect(fetchOriginal(syntheticLinear)).rejects.toThrow(
      '"synthetic-linear" has files of a publisher',
    );
    await expect(verifyDataset(syntheticLinear, { dataDir: '.' })).rejects.toThrow(
      'has files of a publisher',
    );
    const options = { cache: '.' } as object;
    await expect(fetchOriginal(german, options)).rejects.toThrow('unknown option "cache"');
    await expect(fetchGerman({ retries: -1 })).rejects.toThrow('retries');
  });
});
