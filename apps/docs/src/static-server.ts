import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

/** A folder served on a free local port. */
export interface StaticServer {
  /** `http://127.0.0.1:…`, without a slash at its end. */
  readonly origin: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Serves a folder of static files; `/a` finds `a`, `a.html` and `a/index.html`, in this order. */
export async function staticServer(folder: string): Promise<StaticServer> {
  const find = async (path: string): Promise<{ body: Buffer; type: string } | undefined> => {
    for (const candidate of [path, `${path}.html`, join(path, 'index.html')]) {
      const body = await readFile(join(folder, candidate)).catch(() => undefined);
      if (body) return { body, type: types[extname(candidate)] ?? 'application/octet-stream' };
    }
    return undefined;
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    void find(decodeURIComponent(pathname)).then((found) => {
      response.writeHead(found ? 200 : 404, { 'content-type': found?.type ?? 'text/plain' });
      response.end(found?.body ?? 'not found');
    });
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
