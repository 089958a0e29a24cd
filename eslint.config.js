import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const floor = (number) => `floor:${number}`;
const floorsBelow = (number) => Array.from({ length: number }, (_, below) => floor(below));
const topFloor = 8;

export default tseslint.config(
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
    extends: [...tseslint.configs.strictTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
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
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@cfq/*/src/**', '@cfq/*/dist/**'],
              message: 'Import what the project exports: the rest of it may change any day.',
            },
          ],
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  prettier,
);
