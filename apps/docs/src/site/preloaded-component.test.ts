import { expect, it } from 'vitest';
import { scriptsOf } from './preloaded-component.ts';

it('a preloaded component is its own script and the shared ones it imports', () => {
  const chunk = (fileName: string, moduleIds: string[], imports: string[] = []) => ({
    ...{ type: 'chunk', fileName, moduleIds, imports },
  });
  const bundle = [
    { type: 'asset', fileName: 'assets/style.css' },
    chunk('assets/app.1.js', ['/site/app.js']),
    chunk('assets/chunks/table.2.js', ['/site/theme/ScrollTable.vue']),
    chunk(
      'assets/chunks/live.3.js',
      ['/site/theme/live/LivePage.vue?setup', '/site/theme/live/LivePage.vue'],
      ['assets/app.1.js', 'assets/chunks/table.2.js'],
    ),
  ];
  expect(scriptsOf('LivePage.vue', bundle)).toEqual(['assets/chunks/live.3.js', 'assets/chunks/table.2.js']);
  expect(scriptsOf('Other.vue', bundle)).toEqual([]);
});
