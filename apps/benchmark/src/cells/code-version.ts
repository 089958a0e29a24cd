/** Put in by the bundler; absent where the sources themselves run. */
declare const bundledCodeVersion: string | undefined;

/**
 * The version of the code that computes cells: the start of the hash of its bundle, comments and all that only reports
 * left out; `source` where the sources run unbundled, as in tests.
 */
export const codeVersion: string = typeof bundledCodeVersion === 'string' ? bundledCodeVersion : 'source';
