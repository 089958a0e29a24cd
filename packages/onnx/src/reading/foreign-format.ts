/** What a file is that is no ONNX file, by how it begins; null where nothing is known of it. */
export function foreignFormat(bytes: Uint8Array): string | null {
  const starts = (...codes: readonly number[]): boolean => codes.every((code, at) => bytes[at] === code);
  const text = String.fromCharCode(...bytes.subarray(0, 64));
  if (bytes.length === 0) return 'an empty file';
  if (starts(0x50, 0x4b, 0x03, 0x04)) return 'a ZIP archive (PyTorch and Keras files are; export to ONNX)';
  if (starts(0x89, 0x48, 0x44, 0x46)) return 'an HDF5 file (Keras; convert it with tf2onnx)';
  if (starts(0x80, 0x02) || starts(0x80, 0x03) || starts(0x80, 0x04) || starts(0x80, 0x05)) {
    return 'a Python pickle (convert the model with skl2onnx)';
  }
  if (starts(0x1f, 0x8b)) return 'a gzip archive';
  if (text.slice(4, 8) === 'ORTM') return "a file of ONNX Runtime's own format";
  if (text.startsWith('version https://git-lfs'))
    return 'a pointer of Git LFS (fetch the file with git lfs pull)';
  if (/^[\t\n\r -~]{8,}$/.test(text)) return 'a text file';
  return null;
}
