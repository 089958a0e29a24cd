import { expect, it } from 'vitest';
import { auditConfiguration } from './audit-configuration.ts';

const files = { teacher: 'a.onnx', student: 'b.onnx', data: 'people.csv', schema: 'people.yaml' };

it('an audit refuses an unknown solver, and a preset that the solver does not have', () => {
  expect(() => auditConfiguration({ ...files, preset: 'exhaustive' })).not.toThrow();
  expect(() => auditConfiguration({ ...files, solver: 'slpp' })).toThrow(
    /^--solver: .*Did you mean "slp"\?$/,
  );
  const refusal =
    /^--preset: slp\.solve: the preset is known \(expected fast, thorough, exhaustive, got fsat\)/;
  expect(() => auditConfiguration({ ...files, preset: 'fsat' })).toThrow(refusal);
  expect(() => auditConfiguration({ ...files, solver: 'linear', preset: 'fast' })).toThrow(
    /^--preset: linear/,
  );
});
