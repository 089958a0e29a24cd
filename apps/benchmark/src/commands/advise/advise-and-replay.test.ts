import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseRecord } from '@cfq/advice';
import { loadPeople } from '@cfq/datasets';
import { packNetwork } from '@cfq/deploy';
import { bindModel, metadataKeys, readModelFile } from '@cfq/models';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../main.ts';
import { sampleTerminal } from '../../testing/sample-terminal.ts';

const examples = fileURLToPath(new URL('../../../../../examples/foreign-models/', import.meta.url));
const model = join(examples, 'scikit-learn/pipeline-mlp.onnx');
// Of weights alone: products of bytes would depend on the processor.
const quantized = join(examples, 'onnxruntime/pipeline-mlp-weights-qdq.onnx');
const table = ['--data', join(examples, 'applicants.csv'), '--schema', join(examples, 'applicants.yaml')];

let folder: string;
const at = (name: string) => join(folder, name);

async function cfq(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = sampleTerminal();
  const code = await main(words, terminal);
  return { code, out: terminal.written(), err: terminal.errors() };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-advise-'));
  expect(await cfq('advise', '--new-key', at('lender.pem'))).toMatchObject({ code: 0 });
  const filed = await cfq(
    ...['advise', model, ...table, '--person', 'all', '--record', at('advice.jsonl')],
    ...['--sign', at('lender.pem'), '--expires', '90d'],
  );
  expect(filed.out).toMatch(/^500 people: \d+ advised, \d+ approved, \d+ infeasible\n$/);
  expect(filed.code).toBe(1);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('cfq advise', () => {
  it('tells a person of a table in words, and the same person from JSON in data', async () => {
    const { code, out, err } = await cfq('advise', model, ...table, '--person', '2', '--margin', '0.2');
    expect(code).toBe(0);
    expect(out).toBe(`Line 2 is denied by pipeline-mlp.onnx (margin −1.321). This would be enough:

1. savings: from "below 100" to "500 to 1000"
   cost 1 (l1), margin 0.262, promised at least 0.2
   stays as it is: income, amount, duration, debt, years_employed, housing, purpose, age
`);
    expect(err).toContain('"approved" favourable');
    const person = {
      ...{ income: 2500, amount: 4850, duration: 24, debt: 2250, years_employed: 0 },
      ...{ savings: 'below 100', housing: 'rent', purpose: 'education', age: 31 },
    };
    writeFileSync(at('person.json'), JSON.stringify(person));
    const json = await cfq(
      'advise',
      model,
      ...table,
      '--person',
      at('person.json'),
      '--margin',
      '0.2',
      '--json',
    );
    expect(JSON.parse(json.out)).toMatchObject({
      schema: 'cfq-advise/1',
      people: [{ person: { line: null, values: person }, outcome: 'advised', promised: 0.2 }],
    });
  });

  it('asks for what is easy to the person, in the time there is', async () => {
    const asking = ['advise', model, ...table, '--person', '2', '--json'];
    const wayOf = (out: string) => {
      const { people } = JSON.parse(out) as {
        people: { alternatives: { cost: number; changes: { feature: string }[] }[] }[];
      };
      const [way] = people[0]!.alternatives;
      return { cost: way?.cost, changes: way?.changes.map(({ feature }) => feature) ?? [] };
    };
    expect(wayOf((await cfq(...asking)).out)).toEqual({ cost: 1, changes: ['savings'] });
    const easy = wayOf((await cfq(...asking, '--effort', 'savings=0.25,age=3')).out);
    expect(easy).toEqual({ cost: 0.25, changes: ['savings'] });
    const [header = '', ...lines] = readFileSync(table[1]!, 'utf8').trimEnd().split('\n');
    writeFileSync(at('hard.csv'), [`${header},hard`, ...lines.map((line) => `${line},0.5`)].join('\n'));
    const described = readFileSync(table[3]!, 'utf8');
    const told = described
      .replace('    kind: ordinal\n', '    kind: ordinal\n    effort: hard\n')
      .replace('columns:\n', 'columns:\n  hard: { kind: numeric, input: false }\n');
    writeFileSync(at('hard.yaml'), told);
    const byRow = [
      'advise',
      model,
      '--data',
      at('hard.csv'),
      '--schema',
      at('hard.yaml'),
      '--person',
      '2',
      '--json',
    ];
    expect(wayOf((await cfq(...byRow)).out)).toEqual({ cost: 0.5, changes: ['savings'] });
    expect(wayOf((await cfq(...byRow, '--effort', 'savings=0.25')).out).cost).toBe(0.25);
    writeFileSync(at('slow.yaml'), 'name: slow\nfeatures: { savings: { time: { fixed: 9 } } }\n');
    const slow = [...asking, '--actions', at('slow.yaml'), '--time'];
    expect(wayOf((await cfq(...slow, '9')).out).changes).toEqual(['savings']);
    expect(wayOf((await cfq(...slow, '8')).out).changes).not.toContain('savings');
    expect(await cfq(...asking, '--time', '8')).toMatchObject({ code: 2 });
    expect((await cfq(...asking, '--effort', 'savings')).err).toContain(
      '--effort: an effort names a feature',
    );
    expect((await cfq(...asking, '--effort', 'saving=2')).err).toContain("Did you mean 'savings'?");
  });

  it('needs no table for a file that says itself how rows are encoded', async () => {
    const people = await loadPeople({ csv: table[1]!, schema: table[3]! });
    await using bound = await bindModel(await readModelFile(model), { people });
    const { bytes } = await packNetwork(bound.network!, {
      interface: bound.interface!,
      metadata: { [metadataKeys.featureSpace]: JSON.stringify(bound.featureSpace) },
    });
    writeFileSync(at('ours.onnx'), bytes);
    const { code, out, err } = await cfq('advise', at('ours.onnx'), '--person', at('person.json'));
    expect(code, err).toBe(0);
    expect(out).toContain('savings: from "below 100" to "500 to 1000"');
    const bare = await cfq('advise', model, '--person', at('person.json'));
    expect(bare.code).toBe(2);
    expect(bare.err).toContain('Name a table of people with --data and --schema.');
  });

  it('asks a forest by its margins, and says where nothing helps or the time is up', async () => {
    const forest = join(examples, 'scikit-learn/pipeline-forest.onnx');
    const shown = await cfq('advise', forest, ...table, '--person', '2', '--alternatives', '2', '--markdown');
    expect(shown.out).toContain(
      '1. **income: from 2,500 to 2,650**<br>**savings: from "below 100" to "100 to 500"**',
    );
    const locked = ['--lock', 'savings', '--max-change', 'income<=+5%', '--bounds', 'amount=4000..'];
    const stuck = await cfq('advise', model, ...table, '--person', '2', ...locked);
    expect(stuck).toMatchObject({ code: 1 });
    expect(stuck.out).toContain('No change that is permitted was found to be enough.');
    const late = await cfq('advise', model, ...table, '--person', '2', '--deadline', '0s');
    expect(late).toMatchObject({ code: 1 });
    expect(late.out).toContain('The time ran out');
  });

  it('keeps keys and records to their owner, overwrites no key, and adds to whole lines only', async () => {
    expect(statSync(at('lender.pem')).mode & 0o777).toBe(0o600);
    expect(statSync(at('advice.jsonl')).mode & 0o777).toBe(0o600);
    expect(await cfq('advise', '--new-key', at('lender.pem'))).toMatchObject({ code: 2 });
    writeFileSync(at('cut.jsonl'), '{"schema":');
    const cut = await cfq('advise', model, ...table, '--person', '2', '--record', at('cut.jsonl'));
    expect(cut.code).toBe(2);
    expect(cut.err).toContain('--record: records are added to whole lines');
    chmodSync(at('lender.pem'), 0o644);
    const again = ['--record', at('twice.jsonl'), '--sign', at('lender.pem'), '--with-values'];
    await cfq('advise', model, ...table, '--person', '2', ...again);
    const open = await cfq('advise', model, ...table, '--person', '2', ...again);
    chmodSync(at('lender.pem'), 0o600);
    expect(open.err).toContain('others may read');
    const lines = readFileSync(at('twice.jsonl'), 'utf8').trimEnd().split('\n').map(parseRecord);
    expect(lines.map(({ person }) => [person.line, person.values?.['age']])).toEqual([
      [2, 31],
      [2, 31],
    ]);
  });

  it.each<[string, string[], string]>([
    ['no model', ['--person', '2'], 'advise: name a model file'],
    ['nobody', [model, ...table], '--person: say who asks'],
    ['a line without a table', [model, '--person', '2'], '--person: 2 is of a table'],
    ['a line that is nobody', [model, ...table, '--person', '1'], 'expected 2 to 501, got 1'],
    [
      'a table without a schema',
      [model, ...table.slice(0, 2), '--person', '2'],
      '--schema: a table comes with its',
    ],
    ['two formats', [model, ...table, '--person', '2', '--json', '--markdown'], 'one format is printed'],
    ['a signature of nothing', [model, ...table, '--person', '2', '--sign', 'k'], '--sign: is about records'],
    ['a cap of nothing', [model, ...table, '--person', '2', '--max-change', 'income'], '--max-change: '],
    ['an unknown policy', [model, ...table, '--person', '2', '--actions', 'actionabel'], '--actions: '],
    ['an unknown feature', [model, ...table, '--person', '2', '--lock', 'incme'], "Did you mean 'income'"],
    [
      'an unknown solver',
      [model, ...table, '--person', '2', '--solver', 'spl', '--print-config'],
      '--solver: ',
    ],
    [
      'a file that is no model',
      [join(examples, 'applicants.csv'), ...table, '--person', '2'],
      'applicants.csv',
    ],
  ])('refuses %s', async (_, words, message) => {
    const { code, out, err } = await cfq('advise', ...words);
    expect(err).toContain(message);
    expect([code, out]).toEqual([2, '']);
    expect(err.trimEnd().split('\n').at(-1)).toMatch(/^cfq: /);
  });
});

describe('cfq replay', () => {
  const checked = () => ['--public-key', at('lender.public.pem')];

  it('finds every promise kept by the file that gave it', async () => {
    const { code, out } = await cfq('replay', at('advice.jsonl'), '--model', model, ...table, ...checked());
    expect(out).toMatch(
      /^(\d+) actions of pipeline-mlp.onnx on pipeline-mlp.onnx, the file that gave them\n\1 kept\n$/,
    );
    expect(code).toBe(0);
  });

  it('lists those that a file of a quantizer breaks', async () => {
    const words = [
      '--model',
      quantized,
      ...table,
      ...checked(),
      '--broken',
      at('broken.csv'),
      '--json',
      '--show',
      '3',
    ];
    const { code, out } = await cfq('replay', at('advice.jsonl'), ...words);
    const summary = JSON.parse(out) as {
      actions: number;
      kept: number;
      findings: Record<string, number>;
      shown: { kind: string; margin: number; personLine: number }[];
    };
    expect(code).toBe(1);
    expect(summary.findings['broken']).toBeGreaterThan(10);
    expect(summary.kept + summary.findings['broken']!).toBe(summary.actions);
    expect(summary.shown.length).toBe(3);
    expect(
      summary.shown.every(
        ({ kind, margin, personLine }) => kind === 'broken' && margin <= 0 && personLine > 1,
      ),
    ).toBe(true);
    const rows = readFileSync(at('broken.csv'), 'utf8').trimEnd().split('\n');
    expect(rows.length).toBe(1 + summary.findings['broken']!);
  });

  it('finds a planted change by its signature, and concludes nothing from a file that was cut short', async () => {
    const text = readFileSync(at('advice.jsonl'), 'utf8');
    writeFileSync(at('forged.jsonl'), text.replace(/"to":(\d+)/, '"to":1'));
    const forged = await cfq('replay', at('forged.jsonl'), '--model', model, ...table, ...checked());
    expect(forged.code).toBe(1);
    expect(forged.out).toMatch(
      /\n1 without a valid signature\n\nline \d+: signature: .*: is not what was signed/,
    );
    writeFileSync(at('short.jsonl'), text.slice(0, -30));
    const words = ['--model', quantized, ...table, '--broken', at('short.csv')];
    const short = await cfq('replay', at('short.jsonl'), ...words);
    expect([short.code, short.out]).toEqual([2, '']);
    expect(short.err).toContain('cut short, as the file ends here');
    expect(existsSync(at('short.csv'))).toBe(false);
    expect(await cfq('replay', at('none.jsonl'), '--model', model, ...table)).toMatchObject({
      code: 2,
      out: '',
    });
  });

  it('finds people by a keyed hash with its key alone', async () => {
    writeFileSync(at('secret'), 'not to be guessed by anybody\n', { mode: 0o600 });
    const keyed = ['--record', at('keyed.jsonl'), '--hash-key', at('secret')];
    await cfq('advise', model, ...table, '--person', '2', ...keyed);
    const words = ['replay', at('keyed.jsonl'), '--model', model, ...table];
    expect(await cfq(...words, '--hash-key', at('secret'))).toMatchObject({ code: 0 });
    const { code, out } = await cfq(...words);
    expect(code).toBe(1);
    expect(out).toContain('1 whose person is not known');
    appendFileSync(at('keyed.jsonl'), '{}\n');
    expect(await cfq(...words)).toMatchObject({ code: 2 });
  });
});
