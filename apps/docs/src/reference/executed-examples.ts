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
  /** What a test calls by name and its file defines outside of tests: functions, each as it is written. */
  readonly helpers?: readonly string[];
  /** What a part of the sources declares, which is no example of itself. */
  readonly declares?: string;
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
 * The examples of a package's functions: of each the shortest that calls it, a program of a document before a test, a test
 * before a part of the sources, which tests execute.
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
    .flatMap((one) => [one, ...withHelper(one)])
    .map((one) => ({ ...one, code: trimmed(one.code), imports: importsOf(one.importing) }))
    .filter(({ code }) => code.split('\n').length <= mostLines)
    .sort((a, b) => rankOf(a) - rankOf(b) || a.code.length - b.code.length);
  const found = new Map<string, ExecutedExample>();
  for (const called of functions) {
    const call = new RegExp(`(?<![\\w.])${called.replaceAll('$', '\\$')}(?:<[^()]*>)?\\(`);
    const example = candidates.find(
      (one) =>
        one.declares !== called &&
        call.test(one.code) &&
        (one.package === name || one.imports.some(({ from, names }) => from === name && names.has(called))),
    );
    if (example !== undefined) found.set(called, { code: example.code, source: example.source });
  }
  return found;
}

/** A program of a document first, then a test that calls by itself, one with a function that calls for it, a use in the sources. */
function rankOf({ package: of, helpers, declares }: ExampleSource): number {
  if (of === null) return 0;
  if (declares !== undefined) return 3;
  return helpers === undefined ? 2 : 1;
}

/** A test behind each of the functions that it calls. */
const withHelper = ({ helpers = [], ...one }: ExampleSource): ExampleSource[] =>
  helpers.map((helper) => ({ ...one, code: `${helper}\n\n${one.code}` }));

/** Functions that a file defines for its tests, by name: those at its top and at the top of a `describe`. */
function helpersOf(file: ts.SourceFile): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node, file)) return;
    if (ts.isFunctionDeclaration(node) && node.name !== undefined) {
      found.set(node.name.text, outdented(node, file));
      return;
    }
    if (ts.isVariableStatement(node)) {
      const [declared] = node.declarationList.declarations;
      const made = declared?.initializer;
      if (declared !== undefined && made !== undefined && ts.isIdentifier(declared.name)) {
        if (ts.isArrowFunction(made)) found.set(declared.name.text, outdented(node, file));
      }
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** A statement with its lines as far in as they stand below its first. */
function outdented(node: ts.Node, file: ts.SourceFile): string {
  const { character } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return trimmed(' '.repeat(character) + node.getText(file));
}

/** `it(…)` and `test(…)`, for each of some cases as well. */
function isTest({ expression }: ts.CallExpression, file: ts.SourceFile): boolean {
  return /^(?:it|test)(?:\.each\b[^]*)?$/.test(expression.getText(file));
}

/** The tests of a file, each as a program: what `it` and `test` run, under the words that they say. */
export function testsOf(source: string, text: string, packageName: string): ExampleSource[] {
  const file = ts.createSourceFile(source, text, ts.ScriptTarget.Latest, true);
  const found: ExampleSource[] = [];
  const known = helpersOf(file);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node, file)) {
      const [words, run] = node.arguments;
      if (
        words !== undefined &&
        ts.isStringLiteralLike(words) &&
        run !== undefined &&
        ts.isArrowFunction(run) &&
        ts.isBlock(run.body)
      ) {
        const body = run.body.getText(file).slice(1, -1);
        const helpers = [...known].flatMap(([name, code]) =>
          new RegExp(`(?<![\\w.])${name.replaceAll('$', '\\$')}\\b`).test(body) ? [code] : [],
        );
        found.push({
          code: `// ${words.text}\n${trimmed(body)}`,
          source,
          package: packageName,
          importing: text,
          helpers,
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What a file of sources declares at its top, each as a program of its own. */
export function usesOf(source: string, text: string, packageName: string): ExampleSource[] {
  const file = ts.createSourceFile(source, text, ts.ScriptTarget.Latest, true);
  return file.statements.flatMap((statement): ExampleSource[] => {
    const named = ts.isVariableStatement(statement) ? statement.declarationList.declarations[0] : statement;
    if (named === undefined || !(ts.isVariableDeclaration(named) || ts.isFunctionDeclaration(named)))
      return [];
    const declares = named.name?.getText(file) ?? '';
    return [{ code: statement.getText(file), source, package: packageName, importing: text, declares }];
  });
}
