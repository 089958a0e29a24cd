import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeLatex } from './escape-latex.ts';
import { renderLatex } from './render-latex.ts';

describe('escapeLatex', () => {
  it('leaves nothing that LaTeX would read as a command, a group, a column or a comment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        const known =
          /\\(?:[{}$&#_%]|text(?:backslash|ascii(?:tilde|circum|grave)|less|greater|bar|quotedbl)\{\})/g;
        expect(escapeLatex(text).replaceAll(known, '')).not.toMatch(/[\\{}$&#_%~^<>|"`]/);
      }),
    );
  });

  it('writes signs of mathematics as mathematics', () => {
    expect(escapeLatex('VD ↓ at κ ≥ 0.2: −0.5 ± 0.1 %')).toBe(
      'VD $\\downarrow$ at $\\kappa$ $\\geq$ 0.2: $-$0.5 $\\pm$ 0.1 \\%',
    );
  });
});

it('draws a table as a paper has it, the best in bold', () => {
  expect(
    renderLatex({
      title: 'german, κ = 0.2',
      lead: ['Teacher: accuracy 75 %.'],
      columns: ['method', 'VD ↓'],
      rows: [
        ['a_b', '0.1'],
        ['c&d', '–'],
      ],
      marks: [[undefined, 'best']],
    }),
  ).toMatchInlineSnapshot(`
    "\\begin{table}[t]
      \\centering
      \\caption{german, $\\kappa$ = 0.2}
      \\begin{tabular}{lr}
        \\toprule
        method & VD $\\downarrow$ \\\\
        \\midrule
        a\\_b & \\textbf{0.1} \\\\
        c\\&d & -- \\\\
        \\bottomrule
      \\end{tabular}

      \\smallskip{\\footnotesize Teacher: accuracy 75 \\%.}
    \\end{table}
    "
  `);
});
