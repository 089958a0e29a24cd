import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AdviceError,
  newKeyFiles,
  readSigningKey,
  readVerifyingKey,
  recordVerifier,
  signRecord,
  signRecords,
  verifyRecord,
  type AdviceRecord,
  type SigningKey,
  type VerifyingKey,
} from '../index.ts';
import { leafHash, merkleTree, rootOf } from './merkle-tree.ts';
import { recordBytes, signedBytes } from './signed-bytes.ts';

const recordOf = (place: number): AdviceRecord => ({
  schema: 'cfq-advice/1',
  issued: '2026-11-28T10:00:00.000Z',
  expires: null,
  model: { name: 'loans.onnx', sha256: 'a'.repeat(64) },
  person: { hash: place.toString(16).padStart(64, '0'), hashed: 'sha256' },
  alternative: 1,
  action: [{ feature: 'amount', to: 100 * place }],
  cost: { norm: 'l1', value: 1.5 },
  margin: { promised: 0.2, reached: 0.25 },
});

// Not every machine has it.
const program = process.env['OPENSSL'] ?? 'openssl';
const hasOpenSsl = spawnSync(program, ['version']).status === 0;

let signer: SigningKey;
let trusted: VerifyingKey;
let stranger: VerifyingKey;
const folder = mkdtempSync(join(tmpdir(), 'cfq-keys-'));
beforeAll(async () => {
  const files = await newKeyFiles();
  signer = await readSigningKey(files.privateKey);
  trusted = await readVerifyingKey(files.publicKey);
  stranger = await readVerifyingKey((await newKeyFiles()).publicKey);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('signatures', () => {
  it('hold for each record alone, however many were signed together', async () => {
    for (const size of [1, 2, 3, 7, 8, 33]) {
      const signed = await signRecords(
        Array.from({ length: size }, (_, place) => recordOf(place)),
        signer,
      );
      const verify = recordVerifier([stranger, trusted]);
      for (const record of signed) {
        expect(await verify(record)).toBe('valid');
        expect(await verifyRecord(JSON.parse(JSON.stringify(record)) as AdviceRecord, trusted)).toBe('valid');
      }
    }
    expect(await signRecords([], signer)).toEqual([]);
  });

  it('break with any change of the record or of its signature', async () => {
    const signed = await signRecords([0, 1, 2, 3, 4].map(recordOf), signer);
    const record = signed[3]!;
    const { signature } = record;
    const another = signed[1]!.signature!;
    const changed: AdviceRecord[] = [
      { ...record, issued: '2026-11-28T10:00:01.000Z' },
      { ...record, expires: '2027-11-28T10:00:00.000Z' },
      { ...record, model: { ...record.model, name: 'other.onnx' } },
      { ...record, person: { ...record.person, hash: 'f'.repeat(64) } },
      { ...record, person: { ...record.person, line: 4 } },
      { ...record, alternative: 2 },
      { ...record, action: [{ feature: 'amount', to: 301 }] },
      { ...record, action: [{ feature: 'amount', to: '300' }] },
      { ...record, cost: { ...record.cost, value: 1 } },
      { ...record, margin: { ...record.margin, promised: 0 } },
      { ...record, signature: another },
      { ...record, signature: { ...signature!, index: 2 } },
      { ...record, signature: { ...signature!, index: 5 } },
      { ...record, signature: { ...signature!, size: 6 } },
      { ...record, signature: { ...signature!, path: signature!.path.slice(1) } },
      { ...record, signature: { ...signature!, path: [...signature!.path, signature!.path[0]!] } },
      {
        ...record,
        signature: { ...signature!, value: signature!.value.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) },
      },
    ];
    for (const one of changed) expect(await verifyRecord(one, trusted), JSON.stringify(one)).toBe('invalid');
    // What was checked before, or is checked at once, changes nothing.
    const verify = recordVerifier([trusted]);
    const verdicts = await Promise.all([changed[0]!, ...signed, changed[1]!, signed[0]!].map(verify));
    expect(verdicts).toEqual(['invalid', ...signed.map(() => 'valid'), 'invalid', 'valid']);
    expect(await verifyRecord(recordOf(3), trusted)).toBe('unsigned');
    expect(await verifyRecord(record, stranger)).toBe('unknown-key');
    expect(await verifyRecord({ ...record, signature: { ...signature!, key: stranger.id } }, stranger)).toBe(
      'invalid',
    );
  });

  it.skipIf(!hasOpenSsl)('are those of OpenSSL, and its keys are read', async () => {
    const file = (name: string) => join(folder, name);
    const openssl = (...words: string[]) => execFileSync(program, words, { encoding: 'utf8' });
    openssl('genpkey', '-algorithm', 'ed25519', '-out', file('key.pem'));
    openssl('pkey', '-in', file('key.pem'), '-pubout', '-out', file('public.pem'));
    const key = await readSigningKey(readFileSync(file('key.pem'), 'utf8'));
    const own = await readVerifyingKey(readFileSync(file('public.pem'), 'utf8'));
    expect(own.id).toBe(key.id);
    const { signature, ...record } = await signRecord(recordOf(1), key);
    expect(signature).toMatchObject({ index: 0, size: 1, path: [] });
    writeFileSync(file('bytes'), signedBytes(leafHash(recordBytes(record)), 1));
    writeFileSync(file('signature'), Buffer.from(signature!.value, 'base64url'));
    const check = ['-verify', '-pubin', '-inkey', file('public.pem'), '-rawin', '-in', file('bytes')];
    expect(openssl('pkeyutl', ...check, '-sigfile', file('signature'))).toContain('Verified Successfully');
  });

  it('take keys as JWK, and refuse what is none without repeating it', async () => {
    const privateJwk = await crypto.subtle.exportKey('jwk', signer.key);
    const key = await readSigningKey(JSON.stringify(privateJwk));
    expect(key.id).toBe(signer.id);
    const { crv, kty, x } = privateJwk;
    expect((await readVerifyingKey(JSON.stringify({ crv, kty, x }))).id).toBe(signer.id);
    const secret = 'MC4CAQAwBQYDK2VwBCIEIHNlY3JldA';
    for (const text of [
      secret,
      `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`,
      '{"kty":"RSA"}',
      '{',
    ]) {
      await expect(readSigningKey(text)).rejects.toThrow(AdviceError);
      await expect(readSigningKey(text)).rejects.not.toThrow(secret);
      await expect(readVerifyingKey(text)).rejects.toThrow('cfq advise --new-key');
    }
    await expect(readVerifyingKey(JSON.stringify(privateJwk))).rejects.toThrow(AdviceError);
  });
});

describe('merkleTree', () => {
  it('leads every leaf to the root, and no other place of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(39), fc.nat(39), (size, one, other) => {
        const leaves = Array.from({ length: size }, (_, place) => leafHash(Uint8Array.of(place)));
        const { root, paths } = merkleTree(leaves);
        const [index, elsewhere] = [one % size, other % size];
        const path = paths[index]!;
        expect(rootOf(leaves[index]!, { index, size, path })).toEqual(root);
        if (elsewhere !== index) expect(rootOf(leaves[elsewhere]!, { index, size, path })).not.toEqual(root);
      }),
    );
  });

  it('is that of RFC 6962: the published root of its test vectors', () => {
    // From the reference implementation of Certificate Transparency, for the first 3 and all 8 of its leaves.
    const inputs = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const leaves = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex')));
    const hex = (count: number) => Buffer.from(merkleTree(leaves.slice(0, count)).root).toString('hex');
    expect(hex(1)).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(hex(3)).toBe('aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77');
    expect(hex(8)).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  });
});
