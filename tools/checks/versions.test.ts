import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recordFormat } from '@cfq/metrics';
import { expect, it } from 'vitest';
import { published } from './packed/publish-all.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

it('packages begin at 0.1.0, or have left it by a release', () => {
  const changesets = readdirSync(join(root, '.changeset'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => textOf(`.changeset/${name}`));
  for (const [name, { folder }] of published(root)) {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    const raises = changesets.flatMap((text) => {
      const [, raise] = new RegExp(`^'${name}': (\\w+)$`, 'm').exec(text) ?? [];
      return raise === undefined ? [] : [raise];
    });
    if (version === '0.0.0') expect(raises, name).toContain('minor');
    if (version.startsWith('0.')) expect(raises, name).not.toContain('major');
  }
});

it('the page on versions names the formats that are written', () => {
  const page = textOf('apps/docs/versions.md');
  const found = (path: string, pattern: RegExp): string => pattern.exec(textOf(path))![1]!;
  const protocol = found('apps/benchmark/src/cells/cell-specification.ts', /export const protocol = (\d+);/);
  const advice = found('packages/advice/src/records/advice-record.ts', /adviceRecordSchemaName = '([^']+)'/);
  for (const format of [`protocol ${protocol}`, `\`${recordFormat}\``, `\`${advice}\``]) {
    expect(page).toContain(format);
  }
});
