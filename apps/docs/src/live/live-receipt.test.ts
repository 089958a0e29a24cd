import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRecord } from '@cfq/advice';
import { main } from '@cfq/benchmark';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveAdviser, type LiveAnswer } from './live-advice.ts';
import type { LiveStart, LiveStudents } from './live-data.ts';
import { liveFile, type LiveFile } from './live-file.ts';
import { liveReceipt, type Receipt } from './live-receipt.ts';
import { liveRuntimeMargins } from './live-runtime.ts';
import { liveMargin } from './live-model.ts';
import { restoreNetwork, type StoredNetwork } from './stored-network.ts';

const read = <Content>(name: string): Content =>
  JSON.parse(readFileSync(new URL(`../../data/live/${name}.json`, import.meta.url), 'utf8')) as Content;
const start = read<LiveStart>('german');
const teacher = restoreNetwork(read<StoredNetwork>('german-teacher'));
const { students } = read<LiveStudents>('german-4');
const values = start.people[21]!;

const folder = mkdtempSync(join(tmpdir(), 'cfq-receipt-'));
const at = (name: string) => join(folder, name);
let answer: LiveAnswer;
let file: LiveFile;
let receipt: Receipt;
beforeAll(async () => {
  const rules = { kappa: 0.2, lock: [], bounds: {}, forbidden: {}, efforts: {} };
  answer = await liveAdviser(start, teacher)({ ...rules, values, ways: 1 });
  file = await liveFile('german.onnx', teacher, start.featureSpace);
  const certified = [{ name: 'kd-4.onnx', sha256: 'a'.repeat(64), radius: 0.05 }];
  const before = start.margins[21]!;
  receipt = await liveReceipt({ values, promised: 0.2, way: answer, file, before, certified });
  writeFileSync(at('german.onnx'), file.bytes);
  writeFileSync(at('page.pub.pem'), receipt.publicKey!);
  writeFileSync(at('receipt.jsonl'), receipt.text);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function replay(model: string, records = 'receipt.jsonl') {
  let [out, err] = ['', ''];
  const terminal = {
    stdout: { write: (text: string) => ((out += text), true) },
    stderr: { write: (text: string) => ((err += text), true) },
  } as unknown as Parameters<typeof main>[1];
  const words = ['replay', at(records), '--model', at(model), '--public-key', at('page.pub.pem'), '--json'];
  const code = await main(words, terminal);
  return { code, err, ...(out === '' ? {} : (JSON.parse(out) as { kept: number; signatures: string })) };
}

describe('a receipt of the live page', () => {
  it('is what cfq replay accepts: signed, of that file, and kept by it', async () => {
    expect(await replay('german.onnx')).toMatchObject({
      ...{ code: 0, kept: 1, actions: 1, signatures: 'checked' },
      model: { sha256: file.sha256 },
      issuers: [{ sha256: file.sha256, actions: 1 }],
    });
    const record = parseRecord(receipt.text);
    expect(record.margin).toEqual({ promised: 0.2, reached: answer.margin });
    expect(record.certified).toEqual([{ name: 'kd-4.onnx', sha256: 'a'.repeat(64), radius: 0.05 }]);
  });

  it('is told apart from one that was altered, and from a model that breaks it', async () => {
    writeFileSync(at('altered.jsonl'), receipt.text.replace('"promised":0.2', '"promised":0.1'));
    expect(await replay('german.onnx', 'altered.jsonl')).toMatchObject({ code: 1, kept: 0 });
    const breaker = students.find(
      ({ network }) => liveMargin(restoreNetwork(network), start.featureSpace, answer.values) <= 0,
    )!;
    const other = await liveFile('other.onnx', restoreNetwork(breaker.network), start.featureSpace);
    writeFileSync(at('other.onnx'), other.bytes);
    expect(await replay('other.onnx')).toMatchObject({ code: 1, kept: 0 });
  });

  it('comes of files that decide in ONNX Runtime as the page does', async () => {
    const networks = [teacher, ...students.map(({ network }) => restoreNetwork(network))];
    const rows = [values, answer.values];
    const told = await liveRuntimeMargins(networks, start.featureSpace, rows);
    networks.forEach((network, place) => {
      rows.forEach((row, at_) => {
        expect(told[place]![at_]).toBeCloseTo(liveMargin(network, start.featureSpace, row), 3);
      });
    });
  });
});
