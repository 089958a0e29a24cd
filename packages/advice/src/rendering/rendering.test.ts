import { describe, expect, it } from 'vitest';
import {
  findingCsvRow,
  findingsCsvHeader,
  renderAdvice,
  renderFinding,
  renderReplaySummary,
  type Advice,
  type ReplayFinding,
  type ReplaySummary,
} from '../index.ts';

const model = { name: 'loans.onnx', sha256: 'a'.repeat(64) };
const values = { savings: 'below 100', 'credit amount': 4200, age: 31 };
const advice: Advice = {
  person: { values, line: 17 },
  ...{ model, graded: true, outcome: 'advised', margin: -0.8312, promised: 0.2, norm: 'l1' },
  alternatives: [
    {
      changes: [
        { feature: 'savings', from: 'below 100', to: '500 to 1000' },
        { feature: 'credit amount', from: 4200, to: 3150, unit: 'EUR' },
      ],
      unchanged: ['age'],
      ...{ cost: 1.3241, margin: 0.2104 },
      values: { ...values, savings: '500 to 1000', 'credit amount': 3150 },
    },
    {
      changes: [{ feature: 'credit amount', from: 4200, to: 1150.5, unit: 'EUR' }],
      unchanged: ['savings', 'age'],
      ...{ cost: 2, margin: 0.3 },
      values: { ...values, 'credit amount': 1150.5 },
    },
  ],
};
const alone = (rest: Partial<Advice>): Advice => ({ ...advice, alternatives: [], ...rest });

describe('renderAdvice', () => {
  it('says in words what would help, what it costs and what stays', () => {
    expect(renderAdvice([advice], 'text'))
      .toBe(`Line 17 is denied by loans.onnx (margin −0.831). Each of these alone would be enough:

1. savings: from "below 100" to "500 to 1000"
   credit amount: from 4,200 to 3,150 EUR
   cost 1.324 (l1), margin 0.21, promised at least 0.2
   stays as it is: age

2. credit amount: from 4,200 to 1,150.5 EUR
   cost 2 (l1), margin 0.3, promised at least 0.2
   stays as it is: savings, age
`);
    expect(renderAdvice([advice], 'markdown')).toMatchInlineSnapshot(`
      "## Line 17

      Line 17 is denied by loans.onnx (margin −0.831). Each of these alone would be enough:

      1. **savings: from "below 100" to "500 to 1000"**<br>**credit amount: from 4,200 to 3,150 EUR**<br>cost 1.324 (l1), margin 0.21, promised at least 0.2; stays as it is: age
      2. **credit amount: from 4,200 to 1,150.5 EUR**<br>cost 2 (l1), margin 0.3, promised at least 0.2; stays as it is: savings, age
      "
    `);
  });

  it('tells the approved, the helpless and those not reached apart', () => {
    const text = (rest: Partial<Advice>) => renderAdvice([alone(rest)], 'text');
    expect(text({ outcome: 'approved', margin: 1.5 })).toBe(
      'Line 17 is approved by loans.onnx as they are (margin 1.5). Nothing need be changed.\n',
    );
    expect(text({ outcome: 'approved', margin: 0.1 })).toContain('below the 0.2 that advice would promise');
    expect(text({ outcome: 'infeasible', person: { values, line: null } })).toBe(
      'This person is denied by loans.onnx (margin −0.831). No change that is permitted was found to be enough.\n',
    );
    expect(text({ outcome: 'infeasible', margin: -0.00012 })).toContain('(margin −0.00012)');
    expect(text({ outcome: 'timed-out' })).toContain('The time ran out before anything was found');
    expect(text({ outcome: 'infeasible', graded: false, margin: -1 })).toContain(
      'denied by loans.onnx. No change',
    );
  });

  it('writes JSON of everybody, and escapes what would be markup', () => {
    expect(JSON.parse(renderAdvice([advice, alone({ outcome: 'approved' })], 'json'))).toMatchObject({
      schema: 'cfq-advise/1',
      people: [advice, { outcome: 'approved' }],
    });
    const odd = { ...advice.alternatives[0]!, changes: [{ feature: 'a_b*', from: '<x>', to: null }] };
    expect(renderAdvice([{ ...advice, alternatives: [odd] }], 'markdown')).toContain(
      String.raw`**a\_b\*: from "\<x\>" to unknown**`,
    );
  });
});

describe('a replay in words', () => {
  const finding: ReplayFinding = {
    ...{ kind: 'broken', line: 9, hash: 'f'.repeat(64), personLine: 40, alternative: 1 },
    issued: '2026-11-28T10:00:00.000Z',
    action: [
      { feature: 'savings', to: 'above "1000", say' },
      { feature: 'amount', to: 3150 },
    ],
    ...{ promised: 0.2, reached: 0.21, margin: -0.125, reason: 'refused by the file' },
  };
  const summary: ReplaySummary = {
    ...{ schema: 'cfq-replay/1', model: { name: 'new.onnx', sha256: 'b'.repeat(64) } },
    ...{ at: '2026-11-28T10:00:00.000Z', actions: 1_250_000, kept: 1_249_997, thinner: 12 },
    findings: { broken: 2, signature: 0, altered: 0, expired: 1, 'unknown-row': 0, unscorable: 0 },
    signatures: 'unchecked',
    issuers: [{ ...model, actions: 1_250_000 }],
  };

  it('counts what is kept and what is not', () => {
    expect(renderReplaySummary(summary)).toBe(`1,250,000 actions of loans.onnx on new.onnx
1,249,997 kept, 12 of them with a margin below what was promised
2 broken: the file refuses whoever does what was asked
1 expired, and not asked about
signatures were not checked (--public-key)
`);
    expect(renderReplaySummary({ ...summary, model, signatures: 'checked' })).toContain(
      'actions of loans.onnx on loans.onnx, the file that gave them\n',
    );
  });

  it('writes findings as lines and as CSV that a parser reads back', async () => {
    expect(renderFinding(finding)).toBe(
      String.raw`line 9: broken: savings to "above \"1000\", say", amount to 3,150: refused by the file, margin −0.125 (was 0.21), person on line 40`,
    );
    const { parsePeople, readableRows } = await import('@cfq/datasets');
    const names = findingsCsvHeader.trim().split(',');
    const people = parsePeople({
      csv: `${findingsCsvHeader}${findingCsvRow(finding)}${findingCsvRow({ ...finding, personLine: null, margin: null })}`,
      schema: {
        name: 'findings',
        sparsity: 1,
        missing: [''],
        columns: Object.fromEntries(names.map((name) => [name, { kind: 'categorical' as const }])),
      },
    });
    const [first, second] = readableRows(people);
    expect(JSON.parse(String(first!['action']))).toEqual({ savings: 'above "1000", say', amount: 3150 });
    expect(first).toMatchObject({ line: '9', kind: 'broken', person_line: '40', margin: '-0.125' });
    expect(second).toMatchObject({ person_line: null, margin: null });
  });
});
