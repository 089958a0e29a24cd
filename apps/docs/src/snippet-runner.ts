// Run in a process of its own by run-snippets.ts: imports the modules named on the command line one after the
// other and reports each to the parent, with what it printed. An empty name is a program that could not be prepared.
import { dirname } from 'node:path';
import { inspect } from 'node:util';
import { pathToFileURL } from 'node:url';

for (const [at, path] of process.argv.slice(2).entries()) {
  if (path === '') continue;
  let failure: string | null = null;
  let printed = '';
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array): boolean => {
    printed += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  };
  try {
    process.chdir(dirname(path));
    await import(pathToFileURL(path).href);
  } catch (error) {
    failure = error instanceof Error ? (error.stack ?? error.message) : inspect(error);
  }
  process.stdout.write = write;
  process.send?.({ at, failure, printed });
}
process.disconnect();
