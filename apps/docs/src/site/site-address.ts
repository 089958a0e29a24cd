/** Where the site is published and where its sources are, as far as that is known. */
export interface SiteAddress {
  /** With a slash at its end; null where the site is built for no address. */
  readonly address: string | null;
  /** The part of the address behind the host, with slashes around it. */
  readonly base: string;
  /** A page that shows the sources, without a slash at its end; null where it is not known. */
  readonly repository: string | null;
}

/**
 * Reads the addresses from the environment: `CFQ_SITE` names that of the site; the repository is `CFQ_REPOSITORY`, or that of
 * the workflow on GitHub that builds the site.
 */
export function siteAddress(environment: Readonly<Record<string, string | undefined>>): SiteAddress {
  const { CFQ_SITE, CFQ_REPOSITORY, GITHUB_SERVER_URL, GITHUB_REPOSITORY } = environment;
  const address = CFQ_SITE ? CFQ_SITE.replace(/\/*$/, '/') : null;
  const onGitHub =
    GITHUB_SERVER_URL && GITHUB_REPOSITORY ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}` : null;
  return {
    address,
    base: address === null ? '/' : new URL(address).pathname,
    repository: (CFQ_REPOSITORY?.replace(/\/+$/, '') || null) ?? onGitHub,
  };
}
