/** SHA-256 of a file in hexadecimal, or null where there is no such file. Node only. */
export async function fileSha256(path: string): Promise<string | null> {
  const [fs, { createHash }] = await Promise.all([import('node:fs/promises'), import('node:crypto')]);
  try {
    return createHash('sha256')
      .update(await fs.readFile(path))
      .digest('hex');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
