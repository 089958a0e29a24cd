import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A server of S3's protocol on this machine, with an empty bucket, as long as it is not stopped. */
export interface S3Server {
  /** What a client finds in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly bucket: string;
  stop(): Promise<void>;
}

/** Starts one: moto's, of Python; undefined, said on stderr, where it is not installed. */
export async function startS3(): Promise<S3Server | undefined> {
  const port = await freePort();
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const ended = new Promise<'ended'>((resolve) => {
    server.on('error', () => resolve('ended')).on('close', () => resolve('ended'));
  });
  const url = `http://127.0.0.1:${port}`;
  const bucket = 'cells';
  for (let answered = false; !answered;) {
    const made = fetch(`${url}/${bucket}`, { method: 'PUT' }).then(
      ({ ok }) => ok,
      () => false,
    );
    const found = await Promise.race([made, ended]);
    if (found === 'ended') {
      process.stderr.write('no S3 server (moto_server) is installed: the tests of buckets are left out\n');
      return undefined;
    }
    answered = found;
    if (!answered) await delay(100);
  }
  return {
    environment: {
      AWS_ENDPOINT_URL_S3: url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'anybody',
      AWS_SECRET_ACCESS_KEY: 'anything',
    },
    bucket,
    async stop() {
      const closed = once(server, 'close');
      server.kill('SIGTERM');
      await closed;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
