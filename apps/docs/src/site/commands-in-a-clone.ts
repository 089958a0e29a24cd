const shells = new Set(['sh', 'bash', 'shell', 'console']);

/**
 * What a shell fence shows a reader today: nothing is published, so that a clone runs `cfq …` as `npm start -- …`, and a package
 * is installed later.
 *
 * @param language Of the fence; what is no shell stays as it is.
 */
export function commandsInAClone(code: string, language: string): string {
  if (!shells.has(language)) return code;
  return code
    .split('\n')
    .map((line) => {
      if (/^npm install (?:--global )?@cfq\//.test(line) && !line.includes('#')) {
        return `# Once published; until then, see About.\n${line}`;
      }
      // npm prints a header of its own, which no file and no other program wants.
      const start = /[|>]/.test(line) ? 'npm start --silent -- ' : 'npm start -- ';
      return line.replace(/^(\s*(?:\$ )?)(?:npx )?cfq (?=\S)/, `$1${start}`);
    })
    .join('\n');
}
