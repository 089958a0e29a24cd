import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

/** A network between workers and their database that can be cut. */
export interface MoodyProxy {
  /** The database as it is reached by way of this network. */
  readonly address: string;
  /** Closes every connection there is. */
  cut(): void;
  /**
   * From now on nothing that is sent arrives, on either side, and nobody is told: as with a cable that is pulled, or an address
   * translation that has forgotten.
   */
  silence(): void;
  /** New connections work again; those that were silent stay so. */
  heal(): void;
  close(): Promise<void>;
}

/**
 * Starts one on a port of this machine.
 *
 * @param folder where the database has its socket
 */
export async function moodyProxy(folder: string): Promise<MoodyProxy> {
  const sockets = new Set<Socket>();
  let silent = false;
  const server = createServer({ pauseOnConnect: true }, (near) => {
    const far = connect(`${folder}/.s.PGSQL.5432`);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      // A connection that is silenced keeps its place and carries nothing, not even its end.
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        if (one.listenerCount('data') > 0) other.destroy();
      });
      if (!silent) one.on('data', (bytes: Buffer) => other.write(bytes));
    }
    near.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `postgres://cfq@127.0.0.1:${port}/postgres`,
    cut,
    silence() {
      silent = true;
      for (const socket of sockets) socket.removeAllListeners('data');
    },
    heal() {
      silent = false;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}
