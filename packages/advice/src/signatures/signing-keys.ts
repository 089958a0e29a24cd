import { createHash, webcrypto } from 'node:crypto';
import { AdviceError } from '../advice-error.ts';
import { canonicalJson } from '../records/canonical-json.ts';
import { fromBase64Url } from './signed-bytes.ts';

/** A key that signs, and the name of its public half. */
export interface SigningKey {
  readonly key: webcrypto.CryptoKey;
  /** The SHA-256 thumbprint of the public key (RFC 7638), base64url. */
  readonly id: string;
}

/** A key that checks signatures, and its name. */
export interface VerifyingKey {
  readonly key: webcrypto.CryptoKey;
  /** The SHA-256 thumbprint of the key (RFC 7638), base64url. */
  readonly id: string;
}

/** A new pair as the texts of two files. */
export interface KeyFiles {
  /** PKCS #8 in PEM. Whoever has it signs in your name. */
  readonly privateKey: string;
  /** SubjectPublicKeyInfo in PEM. For everybody. */
  readonly publicKey: string;
  readonly id: string;
}

const algorithm = 'Ed25519';

/** A new Ed25519 key pair in PEM, as `openssl genpkey -algorithm ed25519` makes them. */
export async function newKeyFiles(): Promise<KeyFiles> {
  const pair = (await webcrypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair;
  return {
    privateKey: pem('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', pair.privateKey)),
    publicKey: pem('PUBLIC KEY', await webcrypto.subtle.exportKey('spki', pair.publicKey)),
    id: await thumbprint(pair.publicKey),
  };
}

/**
 * The private key of a file's text: PKCS #8 in PEM, or a JWK (RFC 8037).
 *
 * @throws AdviceError where it is no Ed25519 key that signs; what is in the text is never part of the message.
 */
export async function readSigningKey(text: string): Promise<SigningKey> {
  const jwk = jwkOf(text);
  try {
    const key =
      jwk === null
        ? await webcrypto.subtle.importKey('pkcs8', derOf(text, 'PRIVATE KEY'), algorithm, true, ['sign'])
        : await webcrypto.subtle.importKey('jwk', jwk, algorithm, true, ['sign']);
    return { key, id: await thumbprint(key) };
  } catch (error) {
    throw unusable('readSigningKey', 'private', 'PRIVATE KEY', error);
  }
}

/**
 * The public key of a file's text: SubjectPublicKeyInfo in PEM, or a JWK (RFC 8037).
 *
 * @throws AdviceError where it is no Ed25519 key that checks signatures, or a private one.
 */
export async function readVerifyingKey(text: string): Promise<VerifyingKey> {
  const jwk = jwkOf(text);
  try {
    const key =
      jwk === null
        ? await webcrypto.subtle.importKey('spki', derOf(text, 'PUBLIC KEY'), algorithm, true, ['verify'])
        : await webcrypto.subtle.importKey('jwk', jwk, algorithm, true, ['verify']);
    return { key, id: await thumbprint(key) };
  } catch (error) {
    throw unusable('readVerifyingKey', 'public', 'PUBLIC KEY', error);
  }
}

/**
 * The public keys of a file's text: as many PEM blocks as there are, one after the other, or one JWK.
 *
 * @throws AdviceError as {@link readVerifyingKey}.
 */
export function readVerifyingKeys(text: string): Promise<VerifyingKey[]> {
  const blocks = text.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? [text];
  return Promise.all(blocks.map(readVerifyingKey));
}

function unusable(caller: string, half: string, label: string, cause: unknown): AdviceError {
  return new AdviceError(
    `${caller}: the file holds a ${half} Ed25519 key (expected PEM that begins -----BEGIN ${label}-----, or a JWK, got ` +
      'neither). Make a pair with: cfq advise --new-key FILE.',
    { cause },
  );
}

function jwkOf(text: string): webcrypto.JsonWebKey | null {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    return JSON.parse(text) as webcrypto.JsonWebKey;
  } catch {
    return null;
  }
}

function derOf(text: string, label: string): Uint8Array<ArrayBuffer> {
  const [, body] = new RegExp(`-----BEGIN ${label}-----([^-]+)-----END ${label}-----`).exec(text) ?? [];
  if (body === undefined) throw new AdviceError(`readKey: no ${label}.`);
  return fromBase64Url(body.replace(/\s/g, ''));
}

function pem(label: string, der: ArrayBuffer): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g)!;
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

async function thumbprint(key: webcrypto.CryptoKey): Promise<string> {
  const { crv, kty, x } = await webcrypto.subtle.exportKey('jwk', key);
  return createHash('sha256').update(canonicalJson({ crv, kty, x })).digest('base64url');
}
