import ts from 'typescript';
import { DocsError } from './docs-error.ts';

const expectation = /\/\/ → (.+)$/;

/** The expression whose value a statement shows, or undefined where there is no single one. */
function shownExpression(statement: ts.Statement): ts.Expression | undefined {
  if (ts.isVariableStatement(statement)) {
    const [declaration, ...more] = statement.declarationList.declarations;
    return more.length === 0 ? declaration?.initializer : undefined;
  }
  if (!ts.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  const logs = ts.isCallExpression(expression) && expression.expression.getText() === 'console.log';
  if (!logs) return expression;
  return expression.arguments.length === 1 ? expression.arguments[0] : undefined;
}

/**
 * Wraps every expression that a snippet comments with `// → value` in a call of `checkName`, which gets the
 * value, the text of the expected one and the line. `console.log(e); // → v`, `e; // → v` and
 * `const a = e; // → v` are understood. Line numbers do not change.
 *
 * @throws DocsError for a comment that belongs to no such statement.
 */
export function instrumentSnippet(code: string, checkName: string, name = 'snippet.ts'): string {
  const source = ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  const statementByLastLine = new Map<number, ts.Statement>();
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (ts.isStatement(node)) statementByLastLine.set(lineOf(node.end), node);
  };
  source.statements.forEach(visit);

  const edits: { at: number; text: string }[] = [];
  code.split('\n').forEach((text, line) => {
    const expected = expectation.exec(text)?.[1]?.trim();
    if (expected === undefined) return;
    const statement = statementByLastLine.get(line);
    const shown = statement === undefined ? undefined : shownExpression(statement);
    if (shown === undefined) {
      throw new DocsError(
        `instrumentSnippet: \`// →\` follows an expression or a declaration (at ${name}, line ${line + 1}). ` +
          `Give the value a statement of its own.`,
      );
    }
    edits.push({ at: shown.getStart(), text: `${checkName}(` });
    edits.push({ at: shown.end, text: `, ${JSON.stringify(expected)}, ${line + 1})` });
  });
  edits.sort((one, other) => other.at - one.at);
  return edits.reduce((result, { at, text }) => result.slice(0, at) + text + result.slice(at), code);
}
