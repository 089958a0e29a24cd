import type { webcrypto } from 'node:crypto';
import { AdviceError } from '../advice-error.ts';
import { canonicalJson } from '../records/canonical-json.ts';
import { sha256 } from '../records/sha256.ts';
import { fromBase64Url, toBase64, toBase64Url } from './signed-bytes.ts';

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
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  return {
    privateKey: pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
    publicKey: pem('PUBLIC KEY', await crypto.subtle.exportKey('spki', pair.publicKey)),
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
        ? await crypto.subtle.importKey('pkcs8', derOf(text, 'PRIVATE KEY'), algorithm, true, ['sign'])
        : await crypto.subtle.importKey('jwk', jwk, algorithm, true, ['sign']);
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
        ? await crypto.subtle.importKey('spki', derOf(text, 'PUBLIC KEY'), algorithm, true, ['verify'])
        : await crypto.subtle.importKey('jwk', jwk, algorithm, true, ['verify']);
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
  const lines = toBase64(new Uint8Array(der)).match(/.{1,64}/g)!;
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

async function thumbprint(key: webcrypto.CryptoKey): Promise<string> {
  const { crv, kty, x } = await crypto.subtle.exportKey('jwk', key);
  return toBase64Url(sha256(new TextEncoder().encode(canonicalJson({ crv, kty, x }))));
}
