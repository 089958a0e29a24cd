import { visible } from '../../command-line/seen/visible.ts';

/** Characters that LaTeX reads as something else, and those that its fonts have in mathematics alone. */
const written: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
  '`': '\\textasciigrave{}',
  '–': '--',
  '’': "'",
  '“': '``',
  '”': "''",
  '…': '\\ldots{}',
  '·': '$\\cdot$',
  '−': '$-$',
  '±': '$\\pm$',
  '×': '$\\times$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  '↑': '$\\uparrow$',
  '↓': '$\\downarrow$',
  '→': '$\\rightarrow$',
  '←': '$\\leftarrow$',
  '∞': '$\\infty$',
  '√': '$\\surd$',
  '²': '$^2$',
  '₂': '$_2$',
  κ: '$\\kappa$',
  δ: '$\\delta$',
  Δ: '$\\Delta$',
  ε: '$\\varepsilon$',
  ρ: '$\\rho$',
  τ: '$\\tau$',
  λ: '$\\lambda$',
  σ: '$\\sigma$',
};

/** Text as it stands in LaTeX on one line, whatever it holds: nothing of it is a command. */
export function escapeLatex(text: string): string {
  return Array.from(visible(text).replace(/\s+/g, ' '), (character) => written[character] ?? character).join(
    '',
  );
}
