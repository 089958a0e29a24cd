import ts from 'typescript';

/** An example that is executed somewhere, of functions that it calls. */
export interface ExecutedExample {
  readonly code: string;
  /** Where it is executed: a page or README, or a file of tests. */
  readonly source: string;
}

/** What may hold examples: a program of a document, or a test. */
export interface ExampleSource extends ExecutedExample {
  /** The package that a test belongs to; null of a program. */
  readonly package: string | null;
  /** The text that says what is imported. */
  readonly importing: string;
}

/** Lines of an example, at most: what is longer shows something else besides. */
const mostLines = 45;

const trimmed = (code: string): string => {
  const lines = code.replace(/^(?:[ \t]*\n)+|\s+$/g, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)![0].length);
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join('\n');
};

/** Names that a program imports from a package, its entries included. */
function importsOf(code: string): { readonly from: string; readonly names: ReadonlySet<string> }[] {
  return [...code.matchAll(/import \{([^}]*)\} from '(@cfq\/[^']+)'/g)].map(([, names = '', from = '']) => ({
    from: from.split('/').slice(0, 2).join('/'),
    names: new Set(names.split(',').map((name) => name.replace(/^\s*type\s/, '').trim())),
  }));
}

/**
 * The examples of a package's functions: of each the shortest that calls it, a program of a document before a test.
 *
 * @param name Of the package.
 * @param functions What it exports.
 */
export function examplesOf(
  name: string,
  functions: readonly string[],
  sources: readonly ExampleSource[],
): Map<string, ExecutedExample> {
  const candidates = sources
    .map((one) => ({ ...one, code: trimmed(one.code), imports: importsOf(one.importing) }))
    .filter(({ code }) => code.split('\n').length <= mostLines)
    .sort((a, b) => Number(a.package !== null) - Number(b.package !== null) || a.code.length - b.code.length);
  const found = new Map<string, ExecutedExample>();
  for (const called of functions) {
    const call = new RegExp(`(?<![\\w.])${called.replaceAll('$', '\\$')}\\(`);
    const example = candidates.find(
      (one) =>
        call.test(one.code) &&
        (one.package === name || one.imports.some(({ from, names }) => from === name && names.has(called))),
    );
    if (example !== undefined) found.set(called, { code: example.code, source: example.source });
  }
  return found;
}

/** The tests of a file, each as a program: what `it` and `test` run, under the words that they say. */
export function testsOf(source: string, text: string, packageName: string): ExampleSource[] {
  const file = ts.createSourceFile(source, text, ts.ScriptTarget.Latest, true);
  const found: ExampleSource[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(?:it|test)$/.test(node.expression.getText(file))) {
      const [words, run] = node.arguments;
      if (
        words !== undefined &&
        ts.isStringLiteralLike(words) &&
        run !== undefined &&
        ts.isArrowFunction(run) &&
        ts.isBlock(run.body)
      ) {
        const body = run.body.getText(file).slice(1, -1);
        found.push({
          code: `// ${words.text}\n${trimmed(body)}`,
          source,
          package: packageName,
          importing: text,
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
