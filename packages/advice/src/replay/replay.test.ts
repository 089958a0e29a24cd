import { readableRows } from '@cfq/datasets';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  advise,
  adviceRecords,
  allKept,
  newKeyFiles,
  peopleByHash,
  readSigningKey,
  readVerifyingKey,
  recordLine,
  replay,
  rowHasher,
  signRecords,
  type AdvisedModel,
  type AdviceRecord,
  type Advice,
  type ReplayFinding,
  type ReplayProblem,
} from '../index.ts';
import { applicants, closedLender, openLender, personsOf, spaceOf } from '../testing/lender.ts';
import { readLines } from './read-lines.ts';

type People = Awaited<ReturnType<typeof applicants>>;

const now = new Date('2026-11-28T10:00:00Z');
const key = new Uint8Array(16).fill(7);

let people: People;
let model: AdvisedModel;
let advice: Advice[];
let records: AdviceRecord[];
beforeAll(async () => {
  people = await applicants();
  model = openLender(spaceOf(people));
  advice = await advise({ model, people: personsOf(people, [...people.lines.keys()]) });
  records = filed({ withValues: true });
});

function filed(options: { withValues?: boolean; key?: Uint8Array; days?: number }): AdviceRecord[] {
  const hasher = rowHasher(options.key);
  return advice.flatMap((one) => adviceRecords(one, { ...options, hasher, issued: now }));
}

/** A text as a file comes, in pieces that end anywhere. */
async function* piecesOf(text: string | Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function replayed(
  lines: readonly AdviceRecord[] | string,
  problem: Partial<ReplayProblem> = {},
): Promise<Awaited<ReturnType<typeof replay>> & { found: ReplayFinding[] }> {
  const found: ReplayFinding[] = [];
  const text = typeof lines === 'string' ? lines : lines.map(recordLine).join('');
  const onFinding = (finding: ReplayFinding) => void found.push(finding);
  return { ...(await replay({ pieces: piecesOf(text), model, now, onFinding, ...problem })), found };
}

describe('replay', () => {
  it('finds every promise kept on the model that gave it, with values or by hash, keyed or not', async () => {
    expect(records.length).toBeGreaterThan(100);
    for (const [lines, own] of [
      [records, undefined],
      [filed({}), peopleByHash(people)],
      [filed({ key }), peopleByHash(people, key)],
    ] as const) {
      const summary = await replayed(lines, { people: own });
      expect(summary).toMatchObject({ actions: records.length, kept: records.length, thinner: 0, found: [] });
      expect(summary.issuers).toEqual([
        { name: 'open.onnx', sha256: 'a'.repeat(64), actions: records.length },
      ]);
      expect(allKept(summary)).toBe(true);
    }
    expect(await replayed(records, { model: closedLender(model.featureSpace) })).toMatchObject({ found: [] });
  });

  it('names exactly those whose promise a stricter model breaks', async () => {
    const strict = openLender(model.featureSpace, -0.02);
    const { found, kept, findings } = await replayed(filed({}), {
      model: strict,
      people: peopleByHash(people),
    });
    const broken = records.flatMap(({ margin, person }, place) =>
      margin.reached <= 0.02 ? [{ line: place + 1, personLine: person.line }] : [],
    );
    expect(broken.length).toBeGreaterThan(3);
    expect(found.map(({ line, personLine }) => ({ line, personLine }))).toEqual(broken);
    expect(found.every(({ kind, margin }) => kind === 'broken' && margin! <= 0)).toBe(true);
    expect(kept + findings.broken).toBe(records.length);
    expect(allKept({ ...(await replayed(filed({}), { model: strict, people: peopleByHash(people) })) })).toBe(
      false,
    );
  });

  it('says where a margin is thinner than promised, and still kept', async () => {
    const promised = records.map((record) => ({ ...record, margin: { ...record.margin, promised: 1 } }));
    const { kept, thinner } = await replayed(promised);
    expect(kept).toBe(records.length);
    expect(thinner).toBe(records.filter(({ margin }) => margin.reached < 1).length);
  });

  it('tells what is expired, altered, unknown, not signed and cannot be asked', async () => {
    const files = await newKeyFiles();
    const keys = [await readVerifyingKey(files.publicKey)];
    const [first, second, third, ...rest] = records as [
      AdviceRecord,
      AdviceRecord,
      AdviceRecord,
      ...AdviceRecord[],
    ];
    const planted: AdviceRecord[] = [
      { ...first, expires: '2026-11-28T10:00:00.000Z' },
      { ...second, person: { ...second.person, values: { ...second.person.values, age: 99 } } },
      { ...first, person: { ...first.person, values: undefined, hash: '0'.repeat(64) } },
      { ...third, action: [{ feature: 'savings', to: 'plenty' }] },
      rest[0]!,
    ];
    const signed = await signRecords(planted, await readSigningKey(files.privateKey));
    const lines = [...signed, rest[1]!, { ...signed[4]!, alternative: 2 }];
    const { found, kept, actions } = await replayed(lines, { keys, people: peopleByHash(people) });
    expect(found.map(({ line, kind, reason }) => [line, kind, reason])).toEqual([
      [1, 'expired', 'until 2026-11-28T10:00:00.000Z'],
      [2, 'altered', 'the hash is not of these values'],
      [3, 'unknown-row', 'nobody of the people has this hash'],
      [
        4,
        'unscorable',
        expect.stringContaining('column "savings" is "plenty", expected one of none') as string,
      ],
      [6, 'signature', 'not signed'],
      [7, 'signature', 'is not what was signed'],
    ]);
    expect([kept, actions]).toEqual([1, 7]);
    const bare = await replayed(filed({ key }).slice(0, 1), { people: peopleByHash(people) });
    expect(bare.found[0]!.reason).toBe('hashed with a key, the people without one');
    expect((await replayed(filed({}).slice(0, 1))).found[0]!.reason).toBe(
      'holds no values, and no people were given',
    );
  });

  it('concludes nothing from corrupt lines, and names them', async () => {
    const text = records.slice(0, 5).map(recordLine);
    const bad = [text[0], '{"schema":\n', text[1], '\n', '[]\n', text[2]].join('');
    await expect(replayed(bad)).rejects.toThrow(
      /expected no corrupt line, got 2: line 2: no JSON .*; line 5: no advice record: /,
    );
    await expect(replayed(text.join('').slice(0, -40))).rejects.toThrow(
      'line 5: cut short, as the file ends here',
    );
    await expect(replayed('')).rejects.toThrow('expected at least one record, got none');
    // A last line without an end that is whole is whole.
    expect((await replayed(text.join('').trimEnd())).actions).toBe(5);
    const broken = Buffer.concat([Buffer.from(text[0]!), Buffer.of(0xff, 0x0a)]);
    await expect(replay({ pieces: piecesOf(broken), model })).rejects.toThrow('line 2: not UTF-8');
    const many = 'x\n'.repeat(50);
    await expect(replayed(many)).rejects.toThrow('line 20: no JSON (starts with "x"); and 30 more');
  });

  it('passes on what goes wrong in the model, in the caller and by the signal', async () => {
    const failing: AdvisedModel = { ...model, margins: () => Promise.reject(new Error('out of memory')) };
    const many = Array.from({ length: 6000 }, (_, place) => records[place % records.length]!);
    await expect(replayed(many, { model: failing })).rejects.toThrow('out of memory');
    const strict = openLender(model.featureSpace, -1);
    const onFinding = () => Promise.reject(new Error('disk full'));
    await expect(replayed(many, { model: strict, onFinding })).rejects.toThrow('disk full');
    await expect(replayed(many, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
  });
});

describe('readLines', () => {
  it('gives the same lines however the file is cut', async () => {
    const part = fc.constantFrom('a', 'ü', '€', '\n', '\r\n', ' ', '"');
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        async (parts, size) => {
          const text = parts.join('');
          const lines = [];
          for await (const some of readLines(piecesOf(text, size))) lines.push(...some);
          const expected = text
            .split('\n')
            .map((line, place) => ({ line: place + 1, text: line.trimEnd() }))
            .filter((line) => line.text !== '');
          expect(lines.map(({ line, text: own }) => ({ line, text: own }))).toEqual(expected);
          expect(lines.filter(({ open }) => open).length).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('keeps no line that has no end', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let piece = 0; piece < 64; piece += 1)
        yield await Promise.resolve(new Uint8Array(65536).fill(120));
      yield Buffer.from('\n{}\n');
    }
    const lines = [];
    for await (const some of readLines(endless())) lines.push(...some);
    expect(lines).toEqual([
      { line: 1, text: null, open: false },
      { line: 2, text: '{}', open: false },
    ]);
  });
});

describe('peopleByHash', () => {
  it('finds everybody by their values', () => {
    const own = peopleByHash(people);
    const hasher = rowHasher();
    for (const row of [0, 7, 499]) {
      const [values] = readableRows(people, [row]);
      const found = own.rowOf(hasher.hash(values!))!;
      expect(own.valuesOf([found])).toEqual([values]);
      expect(own.lineOf(row)).toBe(row + 2);
    }
    expect(own.rowOf('0'.repeat(64))).toBeUndefined();
  });
});
