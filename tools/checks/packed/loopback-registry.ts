import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Manifest } from './publish-all.ts';

/** What a registry is sent of a package that is published, and what it answers of it. */
interface Packument {
  readonly name: string;
  readonly 'dist-tags': Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, Manifest>>;
  readonly _attachments?: Readonly<Record<string, { readonly data: string }>>;
}

/** A package as it was published. */
interface PublishedPackage {
  readonly manifest: Manifest;
  readonly tarball: Buffer;
}

/** A registry of packages on this machine, for as long as nobody closes it. */
export interface LoopbackRegistry extends AsyncDisposable {
  /** Its address, with a slash at its end. */
  readonly address: string;
  /** What was published, in that order. */
  readonly published: readonly PublishedPackage[];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Starts an empty registry on a free port: packages are published to it and installed from it as from npm's own
 * (https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md), whoever asks. It knows no package that was not published to it.
 */
export async function loopbackRegistry(): Promise<LoopbackRegistry> {
  const published: PublishedPackage[] = [];
  const packuments = new Map<string, Packument>();
  const tarballs = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const answer = (status: number, body: string | Buffer) => {
      const type = typeof body === 'string' ? 'application/json' : 'application/octet-stream';
      response.writeHead(status, { 'content-type': type }).end(body);
    };
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname).slice(1);
    const publish = async () => {
      const { _attachments: attached = {}, ...packument } = JSON.parse(await bodyOf(request)) as Packument;
      const [manifest] = Object.values(packument.versions);
      const [file] = Object.values(attached);
      if (packuments.has(path) || manifest === undefined || file === undefined) {
        answer(409, '{}');
        return;
      }
      const tarball = Buffer.from(file.data, 'base64');
      packuments.set(path, packument);
      for (const name of Object.keys(attached)) tarballs.set(name, tarball);
      published.push({ manifest, tarball });
      answer(201, '{"ok":true}');
    };
    if (request.method === 'PUT') {
      publish().catch((error: unknown) => answer(500, JSON.stringify({ error: String(error) })));
      return;
    }
    const packument = packuments.get(path);
    const tarball = tarballs.get(path.replace('/-/', '/').replace(/^(@[^/]+)\/[^/]+\/(.*)$/, '$1/$2'));
    if (packument !== undefined) answer(200, JSON.stringify(packument));
    else if (tarball !== undefined) answer(200, tarball);
    else answer(404, '{"error":"not_found"}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    published,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
