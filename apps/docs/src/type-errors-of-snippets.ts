import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { SnippetProgram } from './snippet-programs.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const configuration = fileURLToPath(new URL('../../../tsconfig.base.json', import.meta.url));

/** What a reader may leave out of a short example, though this repository's own code may not. */
const forgiving: ts.CompilerOptions = {
  noUncheckedIndexedAccess: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
};

/** The compiler's complaints about the TypeScript programs as shown, each `path:line message`; empty where there are none. */
export function typeErrorsOfSnippets(programs: readonly SnippetProgram[]): string[] {
  const { config } = ts.readConfigFile(configuration, (path) => ts.sys.readFile(path)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder, forgiving);
  const byPath = new Map(
    programs.filter(({ typed }) => typed).map((program, at) => [`${folder}snippet-${at}.mts`, program]),
  );
  const host = ts.createCompilerHost(options);
  const snippetHost: ts.CompilerHost = {
    ...host,
    fileExists: (path) => byPath.has(path) || host.fileExists(path),
    readFile: (path) => byPath.get(path)?.code ?? host.readFile(path),
    getSourceFile: (path, languageVersion, ...rest) => {
      const program = byPath.get(path);
      // An empty export makes a snippet without imports a module, as it is when it runs.
      if (program) return ts.createSourceFile(path, `${program.code}\nexport {};\n`, languageVersion, true);
      return host.getSourceFile(path, languageVersion, ...rest);
    },
  };
  const checked = ts.createProgram([...byPath.keys()], options, snippetHost);
  return [...byPath].flatMap(([path, { file }]) => {
    const source = checked.getSourceFile(path);
    return [...checked.getSyntacticDiagnostics(source), ...checked.getSemanticDiagnostics(source)].map(
      ({ start = 0, messageText }) => {
        const line = (source?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
        return `${file}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      },
    );
  });
}
