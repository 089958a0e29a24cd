import { contentHash } from '../content-hash.ts';

/** The code that computes, in pieces; each has the start of a hash, or the version of a library. Plain data. */
export interface CodePieces {
  /** What every cell runs: packages, libraries, parts that it names. */
  readonly base: Readonly<Record<string, string>>;
  /** What a cell runs if it asks for it, `kind/name`, and `plugin/host` with a plug-in. */
  readonly parts: Readonly<Record<string, string>>;
}

/** Put in by the bundler; absent where the sources themselves run. */
declare const bundledCode: CodePieces | undefined;

const digits = 16;

/** The pieces of this code; undefined where the sources run unbundled, as in tests. */
export const codePieces: CodePieces | undefined = typeof bundledCode === 'object' ? bundledCode : undefined;

/**
 * The pieces that something runs: the base, and the parts of some names, whatever their kind.
 *
 * @param names of parts; `kind/*` are all of a kind, any other with a `/` is a plug-in's
 */
export function piecesOf(
  names: Iterable<string>,
  { base, parts }: CodePieces,
): Readonly<Record<string, string>> {
  const wanted = new Set(names);
  const plugged = [...wanted].some((name) => /\/[^*]/.test(name));
  const own = Object.entries(parts).filter(([piece]) => {
    const [kind, name] = piece.split('/');
    return kind === 'plugin' ? plugged : wanted.has(name!) || wanted.has(`${kind}/*`);
  });
  return { ...base, ...Object.fromEntries(own) };
}

/**
 * The version of the code that something runs: the start of the hash of its pieces. Comments do not count, nor what only
 * reports, nor parts that it does not ask for. `source` where the sources run unbundled.
 *
 * @param names see {@link piecesOf}
 */
export function codeVersionOf(names: Iterable<string>, pieces: CodePieces | undefined = codePieces): string {
  return pieces === undefined ? 'source' : contentHash(piecesOf(names, pieces)).slice(0, digits);
}

/** The version of all of the code that computes. */
export const codeVersion: string =
  codePieces === undefined
    ? 'source'
    : contentHash({ ...codePieces.base, ...codePieces.parts }).slice(0, digits);
