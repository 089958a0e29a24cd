import fc from 'fast-check';

/** What stands in the place of a field, as JavaScript. */
const values: readonly string[] = [
  ...[
    'null',
    'undefined',
    '0',
    '-1',
    'NaN',
    'Infinity',
    "''",
    "'x'.repeat(100000)",
    '[]',
    '{}',
    '[null]',
    '() => {}',
  ],
  ...[
    "() => { throw new Error('no') }",
    "Symbol('x')",
    '10n',
    'new Proxy({}, {})',
    'class {}',
    '/x/',
    'new Date(NaN)',
  ],
  ...[
    "'a/b'",
    "'\\u001b]0;t\\u0007'",
    "'<script>'",
    "['weight', 'weight']",
    '{ get x() { throw 1 } }',
    '() => 0',
  ],
];

const imports = "import { defineQuantizer, uniformSymmetric } from '@cfq/quantizers';\n";

/** A quantizer that keeps the laws of its kind. */
const right: Readonly<Record<string, string>> = {
  name: "'own'",
  description: "'an example'",
  source: "'an example'",
  roles: "['weight']",
  learned: 'false',
  perChannel: 'true',
  estimator: 'uniformSymmetric.estimator',
  init: '(tensor, bits, options) => uniformSymmetric.init(tensor, bits, options)',
  fakeQuantize: '(x, parameters, bits) => uniformSymmetric.fakeQuantize(x, parameters, bits)',
  encode: '(x, parameters, bits) => uniformSymmetric.encode(x, parameters, bits)',
};

/** Texts of plug-ins: a part with wrong things in some of its fields, or something else that is exported. */
export function pluginText(): fc.Arbitrary<string> {
  const value = fc.constantFrom(...values);
  const changes = fc.dictionary(fc.constantFrom(...Object.keys(right), 'more'), value, { maxKeys: 2 });
  const part = changes.map((changed) => {
    const whole = Object.entries({ ...right, ...changed }).map(([field, text]) => `${field}: ${text}`);
    return `${imports}export const own = defineQuantizer({ ${whole.join(', ')} });\n`;
  });
  const other = fc.oneof(
    value.map((text) => `export default ${text};\n`),
    value.map((text) => `export const own = ${text};\n`),
    fc.constantFrom(
      '',
      'export {',
      'throw null;',
      "throw new Error('no');",
      "import 'nowhere';",
      'throw undefined;',
    ),
    fc.constantFrom('export const then = (done) => done(1);', 'await 0; export const a = 1;', '\u0000', 'x'),
  );
  return fc.oneof({ weight: 3, arbitrary: part }, { weight: 1, arbitrary: other });
}
