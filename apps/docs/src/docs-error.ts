/** What the site's own tooling throws: a document that cannot be built or checked as written. */
export class DocsError extends Error {
  override readonly name = 'DocsError';
}
