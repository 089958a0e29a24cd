import { parsePeople } from '@cfq/datasets';
import { readOnnx } from '@cfq/onnx';
import { describe, expect, it } from 'vitest';
import { readersSentence } from './readers-sentence.ts';

const schema = `name: loans
sparsity: 2
label: { column: paid, favourable: yes }
columns:
  age: { kind: numeric, integer: true }
  rent: { kind: categorical, levels: [own, rented] }
`;

function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
const ofPeople = (csv: string, described = schema): string =>
  readersSentence(
    thrown(() => parsePeople({ csv, schema: described, csvFile: 'loans.csv', schemaFile: 'loans.yaml' })),
  );

describe('an error as a reader’s sentence', () => {
  it('names the place of a bad cell once, as a line of the file', () => {
    expect(ofPeople('age,rent,paid\n30,own,yes\nabc,own,no\n')).toBe(
      'loans.csv line 3: column "age" is "abc", expected a whole number. Correct the file.',
    );
    expect(ofPeople('age,rent,paid\n30,own,yes\n31,tent,no\n')).toMatch(
      /^loans\.csv line 3: column "rent" is "tent", expected one of own, rented/,
    );
  });

  it.each([
    ['a row too short', 'age,rent,paid\n30,own,yes\n31\n', /the header has 3 cells, the row 1/],
    ['an open quote', 'age,rent,paid\n30,own,yes\n"31,own,no\n', /a quote is not closed/],
    ['a quote amid a cell', 'age,rent,paid\n30,own,yes\n31,ow"n"n,no\n', /a quote stands within a cell/],
    ['no rows', 'age,rent,paid\n', /at least one row/],
    ['a column that is not described', 'age,rents,paid\n30,own,yes\n', /column "rent/],
  ])('keeps what a table with %s is refused for, without function and code', (_, csv, words) => {
    const sentence = ofPeople(csv);
    expect(sentence).toMatch(words);
    expect(sentence).toMatch(/^loans\.csv/);
    expect(sentence).not.toMatch(/parsePeople|[A-Z]_[A-Z]|\(\)/);
  });

  it.each([
    [
      'an open brace',
      schema.replace('integer: true }', 'integer: true'),
      /^loans\.yaml line \d+ is not YAML or JSON/,
    ],
    ['a key twice', `name: a\n${schema}`, /line 2 is not YAML or JSON \(this key stands twice\)/],
    ['an open quote', schema.replace('loans', '"loans'), /Missing closing "quote/],
    ['a kind that there is not', schema.replace('categorical', 'words'), /columns\.rent\.kind: expected one/],
  ])('keeps what a schema with %s is refused for', (_, described, words) => {
    const sentence = ofPeople('age,rent,paid\n30,own,yes\n31,own,no\n', described);
    expect(sentence).toMatch(words);
    expect(sentence).not.toMatch(/readPeopleSchema|[A-Z]_[A-Z]|\(\)|: \. /);
  });

  it('says of what is no model what it is', () => {
    const text = new TextEncoder().encode('hello, this is no model');
    expect(readersSentence(thrown(() => readOnnx(text)))).toBe(
      'A model is read from an ONNX file (expected ONNX, got a text file). Pass a file ending in .onnx.',
    );
  });

  it('leaves other messages as they are', () => {
    expect(readersSentence(new Error('Failed to fetch'))).toBe('Failed to fetch');
    expect(readersSentence('people.csv has 0 rows.')).toBe('people.csv has 0 rows.');
  });
});
