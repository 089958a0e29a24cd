/**
 * A path as the URI that SARIF wants: relative paths stay relative to the repository, absolute ones become `file:` URIs,
 * back slashes become slashes, and what is not allowed in a URI is encoded.
 */
export function uriOf(path: string): string {
  const slashed = path.replace(/\\/gu, '/').replace(/^(?:\.\/)+/u, '');
  const encoded = slashed
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  if (/^[A-Za-z]:\//u.test(slashed))
    return `file:///${slashed.slice(0, 2)}${encoded.slice(encoded.indexOf('/'))}`;
  return slashed.startsWith('/') ? `file://${encoded}` : encoded;
}
