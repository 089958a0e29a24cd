import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datasets } from '@cfq/datasets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settleActions, withoutAbsentPolicies } from '../cells/actions/settle-actions.ts';
import { completeSettings, variantLabel } from '../cells/cell-settings.ts';
import { conditionOf } from '../cells/labels.ts';
import { UsageError } from '../command-line/benchmark-error.ts';
import { askedActions } from './asked-actions.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-actions-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const asked = (...names: string[]) => askedActions(names, () => '--actions');
const fileOf = (text: string, name = 'own.yaml') => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const settings = (actions?: ReturnType<typeof asked>[number]) =>
  completeSettings({ dataset: 'german', method: 'lsq', seed: 0, actions });

describe('askedActions', () => {
  it('takes names as they are and reads files', () => {
    const file = fileOf('name: own\nfeatures:\n  duration: { direction: decrease, step: 1 }\n');
    expect(asked('literature', file)).toEqual([
      'literature',
      { name: 'own', description: 'own', features: { duration: { direction: 'decrease', step: 1 } } },
    ]);
  });

  it.each([
    [
      'a file that is not there',
      () => join(folder, 'absent.yaml'),
      /^--actions: cannot read ".*absent\.yaml"/,
    ],
    [
      'an unknown key, by its line',
      () => fileOf('name: own\nfeatures:\n  age: { imutable: true }\n'),
      /own\.yaml.*3.*imutable/,
    ],
    ['what is no policy', () => fileOf('- 1\n'), /^--actions: /],
  ])('refuses %s', (_, file, message) => {
    expect(() => asked(file())).toThrow(UsageError);
    expect(() => asked(file())).toThrow(message);
  });

  it('makes other cells of a changed file, in another row of the tables', () => {
    const [first, second] = ['increase', 'decrease'].map(
      (direction) => asked(fileOf(`name: own\nfeatures: { duration: { direction: ${direction} } }\n`))[0]!,
    );
    const labels = [first, second, 'literature', 'actionable', 'schema'].map((one) =>
      variantLabel(settings(one)),
    );
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels[0]).toMatch(/^actions=own@[0-9a-f]{6}$/);
    expect(conditionOf({ settings: settings(first) })).toBe(labels[0]);
  });
});

describe('settleActions', () => {
  it('takes what people could do where the data set says it, else what its columns permit', async () => {
    const german = await datasets.german.load();
    expect(settleActions(settings(), german).actions).toBe('actionable');
    expect(settleActions(settings('literature'), german).actions).toBe('literature');
    expect(settleActions(settings(), { ...german, policies: {} }).actions).toBe('schema');
    expect(withoutAbsentPolicies(settings('literature'), { ...german, policies: {} }).actions).toBe('schema');
    expect(withoutAbsentPolicies(settings('literature'), german).actions).toBe('literature');
  });

  it('refuses a policy that the data set does not have or that does not fit it', async () => {
    const german = await datasets.german.load();
    expect(() => settleActions(settings('actionabel'), german)).toThrow(
      /^--actions: unknown name "actionabel" \(known: .*actionable.*schema\)\. Did you mean "actionable"\?/,
    );
    const [own] = asked(fileOf('name: own\nfeatures: { durations: { direction: decrease } }\n'));
    expect(() => settleActions(settings(own), german)).toThrow(UsageError);
    expect(() => settleActions(settings(own), german)).toThrow(
      /^--actions: .*"durations".*did you mean "duration"/i,
    );
  });
});
