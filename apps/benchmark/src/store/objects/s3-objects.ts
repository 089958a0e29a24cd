import type * as sdk from '@aws-sdk/client-s3';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { oneLine } from '../../command-line/one-line.ts';
import type { ObjectStore } from './object-store.ts';

const form = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/*$/;

/** Whether a place is meant to be a bucket and no folder. */
export function isS3Address(place: string): boolean {
  return place.startsWith('s3://');
}

/**
 * The objects of a bucket below a prefix, in Amazon S3 or whatever speaks its protocol. Region, keys and, for another service,
 * its endpoint come from where every tool of AWS has them: `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL_S3` and their
 * like, or its files.
 *
 * @param address `s3://bucket/prefix`
 * @throws UsageError where the address is none, or the package `@aws-sdk/client-s3` is not installed
 */
export async function s3Objects(address: string): Promise<ObjectStore> {
  const [, bucket, prefix = ''] = form.exec(address) ?? [];
  if (bucket === undefined) {
    throw new UsageError(`"${address}": names no bucket (expected s3://bucket/prefix). Correct the address.`);
  }
  const { S3Client, GetObjectCommand, PutObjectCommand } = await loadSdk(address);
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL } = process.env;
  // Services beside Amazon's seldom have a host name for every bucket.
  const forcePathStyle = (AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL) !== undefined;
  const client: sdk.S3Client = new S3Client({ forcePathStyle });
  const place = (name: string) => ({
    Bucket: bucket,
    Key: prefix === '' ? name : `${prefix}/${name}`,
  });
  return {
    address,
    async read(name) {
      try {
        const { Body } = await client.send(new GetObjectCommand(place(name)));
        return Body === undefined ? undefined : Buffer.from(await Body.transformToByteArray());
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    async write(name, bytes) {
      await client.send(new PutObjectCommand({ ...place(name), Body: bytes }));
    },
  };
}

/**
 * Opens the objects of a bucket and makes sure that they can be read and written.
 *
 * @throws UsageError where they cannot
 */
export async function usableS3Objects(address: string): Promise<ObjectStore> {
  const objects = await s3Objects(address);
  try {
    await objects.write('writable', new Uint8Array());
    await objects.read('writable');
    return objects;
  } catch (error) {
    throw new UsageError(
      `"${address}": cannot be used (${oneLine(error)}). Do bucket, keys, region and AWS_ENDPOINT_URL_S3 fit together?`,
      { cause: error },
    );
  }
}

async function loadSdk(address: string): Promise<typeof sdk> {
  // On an older Node the package writes of its own future to stderr, in every process.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  try {
    return await import('@aws-sdk/client-s3');
  } catch (error) {
    throw new UsageError(
      `"${address}": needs the package @aws-sdk/client-s3. Install it beside @cfq/benchmark: npm install @aws-sdk/client-s3`,
      { cause: error },
    );
  }
}
