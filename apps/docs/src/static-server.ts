import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** A folder served on a free local port. */
export interface StaticServer {
  /** `http://127.0.0.1:…`, without a slash at its end. */
  readonly origin: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
};

const compressed = promisify(gzip);

/**
 * Serves a folder of static files, as hosts of sites do: `/a` finds `a`, `a.html` and `a/index.html`, in this order; what is not
 * there is answered by `404.html` if there is one; whoever takes gzip gets it; files with a hash in their name may be kept.
 */
export async function staticServer(folder: string): Promise<StaticServer> {
  const find = async (path: string): Promise<{ body: Buffer; type: string } | undefined> => {
    for (const candidate of [path, `${path}.html`, join(path, 'index.html')]) {
      const body = await readFile(join(folder, candidate)).catch(() => undefined);
      if (body) return { body, type: types[extname(candidate)] ?? 'application/octet-stream' };
    }
    return undefined;
  };
  const zipped = new Map<string, Promise<Buffer>>();
  const shorter = (path: string, body: Buffer): Promise<Buffer> => {
    const known = zipped.get(path) ?? compressed(body);
    zipped.set(path, known);
    return known;
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const answer = async (): Promise<void> => {
      const found = await find(decodeURIComponent(pathname));
      const { body, type } = found ?? (await find('/404')) ?? { body: 'not found', type: 'text/plain' };
      const isZipped = found !== undefined && /gzip/.test(String(request.headers['accept-encoding']));
      response.writeHead(found ? 200 : 404, {
        'content-type': type,
        ...(isZipped && { 'content-encoding': 'gzip' }),
        ...(pathname.startsWith('/assets/') && { 'cache-control': 'max-age=31536000, immutable' }),
      });
      response.end(isZipped ? await shorter(pathname, found.body) : body);
    };
    void answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}
