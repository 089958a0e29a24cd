import { UsageError } from '../command-line/benchmark-error.ts';

/** Environment variable that names the database where no flag does. */
export const queueVariable = 'CFQ_QUEUE';

/**
 * The address of the database: that of the flag, else of the environment.
 *
 * @returns a `postgres://` address
 * @throws UsageError where there is none, or it is of something else; a password is not repeated
 */
export function queueAddress(
  flag: string | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const address = flag ?? environment[queueVariable];
  const name = flag === undefined ? queueVariable : '--queue';
  if (address === undefined || address === '') {
    throw new UsageError(
      `--queue: names a PostgreSQL database (expected postgres://user@host/database, here or in ${queueVariable}). Start one with tools/cluster/start-postgres.mjs.`,
    );
  }
  if (!/^postgres(ql)?:\/\//.test(address) || !URL.canParse(withoutSocket(address))) {
    throw new UsageError(
      `${name}: names a PostgreSQL database (expected postgres://user@host/database, got "${shownAddress(address)}"). Correct the address.`,
    );
  }
  return address;
}

/** An address as it may be printed: without its password. */
export function shownAddress(address: string): string {
  return address.replace(/^(\w+:\/\/[^/@]*?):[^@]*@/, '$1:***@').replace(/([?&]password=)[^&]*/g, '$1***');
}

/** A socket's folder as the host, percent-encoded, is no host name. */
function withoutSocket(address: string): string {
  return address.replace(/@%2F[^/]*/i, '@socket');
}
