import { describe, expect, it } from 'vitest';
import { createEncoder } from '../encoding/create-encoder.ts';
import { fitFeatureSpace } from '../encoding/fit-feature-space.ts';
import { DatasetError } from '../internals/dataset-error.ts';
import { checkPolicy } from '../policies/check-policy.ts';
import { namedPolicy } from '../policies/named-policy.ts';
import { parseCsvDataset } from './parse-csv-dataset.ts';

const csv = `months,home,school,rent,own,ok
-9,rent,none,1,0,y
-8.0,?,some,0,1,n
NA,own,?,,,y
12,-1,much,1,0,n
20,rent,-1,0,1,y
,own,none,0,1,n
`;

function parse(rules: { months?: string; home?: string; school?: string; flat?: string; top?: string } = {}) {
  const schema = `name: a
label: { column: ok, favourable: y }
missing: ['', '?']
columns:
  months: { kind: numeric, special: { -9: no record, -8: not asked }, missing: [NA]${rules.months ?? ''} }
  home: { kind: categorical, special: { -1: withheld }${rules.home ?? ''} }
  school: { kind: ordinal, levels: [none, some, much], special: { -1: withheld }${rules.school ?? ''} }
groups:
  flat: { columns: { rented: rent, owned: own }${rules.flat ?? ''} }
sparsity: 2
${rules.top ?? ''}`;
  return parseCsvDataset({ csv, schema, csvFile: 'a.csv', schemaFile: 'a.yaml' });
}

describe('obtainable', () => {
  it('names codes as the file writes them or by their meaning, and missing values by any of their words', () => {
    const { features } = parse({
      months: ', obtainable: [-9.0, NA]',
      home: ', obtainable: [withheld, "?"], moves: { -1: [rent], (missing): [own, rent] }',
      school: ', obtainable: [(missing)]',
      flat: ", obtainable: ['']",
    });
    expect(features.map(({ rule }) => rule?.obtainable)).toEqual([
      ['no record', '(missing)'],
      ['withheld', '(missing)'],
      ['(missing)'],
      ['(missing)'],
    ]);
    expect(features[1]!.rule?.moves).toEqual({ withheld: ['rent'], '(missing)': ['own', 'rent'] });
  });

  it('leaves the encoding as it is', () => {
    const spaceOf = ({ table, features }: ReturnType<typeof parse>) =>
      fitFeatureSpace({ table, features, trainRows: Int32Array.of(0, 1, 2, 3, 4, 5), sparsity: 2 });
    const [plain, freed] = [parse(), parse({ months: ', obtainable: [-9]', home: ', obtainable: [-1]' })];
    const space = spaceOf(freed);
    const rows = createEncoder(space).encodeTable(freed.table);
    expect(rows).toEqual(createEncoder(spaceOf(plain)).encodeTable(plain.table));
    expect(createEncoder(space).decodeRows(rows)[0]).toMatchObject({ months: 'no record', home: 'rent' });
    const withoutRules = space.features.map((feature) => ({ ...feature, rule: undefined }));
    expect({ ...space, features: withoutRules }).toEqual(spaceOf(plain));
  });

  it('is what a policy may say too, in place of the column', () => {
    const dataset = parse({ months: ', obtainable: [-9, -8]' });
    const policy = { name: 'p', description: 'p', features: { months: { obtainable: ['-8'] } } };
    checkPolicy(policy, dataset);
    expect(namedPolicy(policy, dataset).features['months']).toEqual({ obtainable: ['not asked'] });
    const nobody = { ...policy, features: { months: { obtainable: [] } } };
    expect(() => checkPolicy(nobody, dataset)).not.toThrow();
  });

  it.each<[string, Parameters<typeof parse>[0]]>([
    [
      'a.yaml line 5, column "months": obtainable names "-7", which is no special code and no missing value ' +
        '(known: no record, not asked, (missing))',
      { months: ', obtainable: [-7]' },
    ],
    ['Did you mean "no record"?', { months: ', obtainable: [no records]' }],
    ['line 5, column "months": obtainable names "12"', { months: ', obtainable: [12]' }],
    [
      'line 5, column "months": obtainable says how it may change, but the data set makes it immutable',
      { months: ', obtainable: [-9], immutable: true' },
    ],
    ['line 6, column "home": obtainable names "rent"', { home: ', obtainable: [rent]' }],
    [
      'line 6, column "home": "withheld" is obtainable, but moves lead nowhere from it',
      { home: ', obtainable: [-1], moves: { rent: [own] }' },
    ],
    ['moves lead nowhere from it', { home: ', obtainable: [-1], moves: { rent: [own], -1: [] }' }],
    ['line 6, column "home": moves names "withheld"', { home: ', moves: { -1: [own] }' }],
    [
      'line 6, column "home": moves from "rent" names "-1"',
      { home: ', obtainable: [-1], moves: { -1: [rent], rent: [-1] }' },
    ],
    [
      'line 7, column "school": every category is forbidden',
      { school: ', obtainable: [-1], forbidden: [some, none, much]' },
    ],
    ['line 9, column "flat": obtainable names "-1"', { flat: ', obtainable: [-1]' }],
    ['line 5, columns.months.obtainable: expected a list', { months: ', obtainable: -9' }],
    [
      'a.yaml line 11: relation at-most: "months" is obtainable',
      {
        months: ', obtainable: [-9]',
        top: 'relations: [{ kind: at-most, lower: school, upper: months }]',
      },
    ],
    [
      'line 11: relation moves-with: "school" is obtainable',
      {
        school: ', obtainable: ["?"]',
        top: 'relations: [{ kind: moves-with, feature: months, with: school, factor: 2 }]',
      },
    ],
    [
      'line 11, policy "p": relation rises-only-with: "months" is obtainable',
      {
        top: 'policies: { p: { features: { months: { obtainable: [-9] } }, relations: [{ kind: rises-only-with, feature: school, with: months }] } }',
      },
    ],
    [
      'line 12, policy "p", feature "months": obtainable, but a relation at-most of the data set is about it',
      {
        top:
          'relations: [{ kind: at-most, lower: school, upper: months }]\n' +
          'policies: { p: { features: { months: { obtainable: [-9] } } } }',
      },
    ],
  ])('is refused: %s', (message, rules) => {
    expect(() => parse(rules)).toThrow(DatasetError);
    expect(() => parse(rules)).toThrow(message);
  });

  it('goes with a limit of how many features change', () => {
    const top = 'relations: [{ kind: subset-limit, features: [months, home] }]';
    expect(() => parse({ months: ', obtainable: [-9]', home: ', obtainable: [-1]', top })).not.toThrow();
  });
});
