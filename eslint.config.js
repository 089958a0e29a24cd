import nx from '@nx/eslint-plugin';
import parser from '@typescript-eslint/parser';

// Module boundaries alone: everything else is oxlint's, see .oxlintrc.json.
const floor = (number) => `floor:${number}`;
const floorsBelow = (number) => Array.from({ length: number }, (_, below) => floor(below));
const topFloor = 8;

export default [
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      'coverage/**',
      '**/.vitepress/cache/**',
      '**/.vitepress/dist/**',
      'apps/docs/reference/**',
      '**/*.generated.ts',
      'tools/generators/**/files/**',
      // Written as outside of the workspace; a test runs them.
      'examples/**',
    ],
  },
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    languageOptions: { parser },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: ['^.*/tools/build/.*$'],
          depConstraints: [
            ...Array.from({ length: topFloor + 1 }, (_, number) => ({
              sourceTag: floor(number),
              onlyDependOnLibsWithTags: floorsBelow(number),
            })),
            { sourceTag: 'floor:tools', onlyDependOnLibsWithTags: ['*'] },
          ],
        },
      ],
    },
  },
];
