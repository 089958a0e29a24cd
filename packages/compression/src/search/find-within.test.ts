import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkLimits, parseLimitExpression, recordNumbers } from '@cfq/audit';
import { packNetwork } from '@cfq/deploy';
import { createCompileScope, type CompileScope } from '@cfq/jit';
import type { Network } from '@cfq/network';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandidateSetting } from '../candidates/candidate-setting.ts';
import { bytesBeforeTraining, sizeCurve, type SizeCurve } from '../curve/size-curve.ts';
import { settingHash } from '../store/candidate-key.ts';
import { folderCandidateStore, memoryCandidateStore, type CandidateStore } from '../store/candidate-store.ts';
import { smallSetting } from '../testing/small-setting.ts';
import { bestAttempt } from './best-attempt.ts';
import { findWithin } from './find-within.ts';
import { obtainCandidate, type CandidateSource } from './obtain-candidate.ts';

let scope: CompileScope;
let setting: CandidateSetting;
let curve: SizeCurve;
let folder: string;
const memory = memoryCandidateStore();
const source = (store: CandidateStore, given = setting): CandidateSource => ({
  ...{ setting: given, store },
  hash: settingHash(given, 'test'),
  numbersOf: (record) => recordNumbers(record, { resamples: 0 }),
});
/** No rounding keeps everybody's costs to the last bit. */
const impossible = 'crg@0<=0, crg-mean@0<=0, flips<=0';
const search = (expression: string, store: CandidateStore = memory, given = setting) =>
  findWithin({
    source: source(store, given),
    curve,
    limits: parseLimitExpression(expression).limits,
    rule: 'ascending',
  });

beforeAll(async () => {
  scope = createCompileScope();
  setting = await smallSetting({ scope });
  const bytesOf = async (network: Network) => (await packNetwork(network)).bytes.length;
  curve = await sizeCurve(setting, {
    ...{ most: 5, widths: [2, 3, 4, 8] },
    bytesOf: bytesBeforeTraining(setting, bytesOf),
  });
  folder = mkdtempSync(join(tmpdir(), 'cfq-compression-'));
});
afterAll(async () => {
  await scope.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe('findWithin', () => {
  it('goes from the smallest file to the largest', () => {
    const { points, whole } = curve;
    expect(points.length).toBeLessThanOrEqual(5);
    expect(whole).toBeGreaterThanOrEqual(points.length);
    expect(points[0]!.allocation.every(({ bits }) => bits === 2)).toBe(true);
    expect(points.at(-1)!.allocation.every(({ bits }) => bits === 8)).toBe(true);
    points.slice(1).forEach((point, at) => {
      expect(point.bytes).toBeGreaterThan(points[at]!.bytes);
      expect(point.predictedLoss).toBeLessThan(points[at]!.predictedLoss!);
    });
  });

  it('finds what brute force finds over all candidates, for every threshold that tells them apart', async () => {
    const all = [];
    for (const { allocation, bytes } of curve.points) {
      const { candidate } = await obtainCandidate(source(memory), { allocation });
      expect((await packNetwork(candidate.network)).bytes).toHaveLength(bytes);
      all.push(candidate);
    }
    const flips = all.map(({ numbers }) => numbers.find(({ id }) => id === 'flips')!.value!);
    expect(new Set(flips).size).toBeGreaterThan(1);
    for (const most of new Set([...flips, 1])) {
      const expression = `flips<=${most}`;
      const { chosen } = await search(expression);
      const { limits } = parseLimitExpression(expression);
      const first = all.findIndex((candidate) => checkLimits(candidate, limits)[0]!.verdict === 'met');
      expect(chosen?.measured?.candidate).toEqual(all[first]);
      expect(chosen?.bytes).toBe(curve.points[first]?.bytes);
    }
  });

  it('what cannot be met is met by nobody, and every point was tried', async () => {
    const { chosen, points } = await search(impossible);
    expect(chosen).toBeNull();
    expect(points.map(({ measured }) => measured!.within)).toEqual(curve.points.map(() => false));
    expect(bestAttempt(points)!.measured!.verdicts.map(({ id }) => id)).toEqual([
      'crg@0',
      'crg-mean@0',
      'flips',
    ]);
  });
});

describe('a search that was interrupted', () => {
  it('goes on where it ended, and comes out as an uninterrupted one does, to the last bit', async () => {
    const controller = new AbortController();
    const store = folderCandidateStore(join(folder, 'work'));
    let written = 0;
    const interrupting: CandidateStore = {
      read: (key) => store.read(key),
      write(key, candidate) {
        store.write(key, candidate);
        written += 1;
        if (written === 2) controller.abort(new Error('enough'));
      },
    };
    const cut = { ...setting, signal: controller.signal };
    await expect(search(impossible, interrupting, cut)).rejects.toThrow('enough');
    expect(readdirSync(join(folder, 'work'))).toHaveLength(2);

    const resumed = await search(impossible, store);
    expect(resumed.points.map(({ measured }) => measured!.reused)).toEqual(
      curve.points.map((_, place) => place < 2),
    );
    await using fresh = createCompileScope();
    const whole = await search(impossible, memoryCandidateStore(), { ...setting, scope: fresh });
    const plain = ({ points }: typeof whole) => points.map(({ measured }) => measured!.candidate);
    expect(plain(resumed)).toEqual(plain(whole));
  });

  it('a file that was cut or edited counts as absent; another seed is another candidate', async () => {
    const store = folderCandidateStore(join(folder, 'damaged'));
    const { allocation } = curve.points[0]!;
    const { candidate } = await obtainCandidate(source(store), { allocation });
    const [name] = readdirSync(join(folder, 'damaged')) as [string];
    const path = join(folder, 'damaged', name);
    const text = readFileSync(path, 'utf8');
    for (const damaged of [text.slice(0, -40), text.replace('"averageBits":2', '"averageBits":3'), '']) {
      writeFileSync(path, damaged);
      const again = await obtainCandidate(source(store), { allocation });
      expect(again.reused).toBe(false);
      expect(again.candidate).toEqual(candidate);
    }
    expect((await obtainCandidate(source(store), { allocation })).reused).toBe(true);
    const other = await obtainCandidate(source(store, { ...setting, seed: 1 }), { allocation });
    expect(other.reused).toBe(false);
  });
});
