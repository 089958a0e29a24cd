import { crc32 } from 'node:zlib';

const blockLength = 32_768;
const headerLength = 7;
/** Which part of an entry a record holds. */
const [full, first, middle, last] = [1, 2, 3, 4];

/**
 * Entries as a `.wandb` file has them: a header of seven bytes, then the log format of LevelDB, whose checksum is CRC-32 in place of
 * CRC-32C. A record has its checksum, length and kind, and lies within a block of 32 KiB; an entry that does not fit is split, and
 * what is too short for another record is filled with zeros.
 *
 * @see https://github.com/google/leveldb/blob/main/doc/log_format.md
 */
export function wandbLog(entries: readonly Uint8Array[]): Uint8Array {
  const header = Buffer.alloc(headerLength);
  header.write(':W&B', 'latin1');
  header.writeUInt16LE(0xbee1, 4);
  const parts: Uint8Array[] = [header];
  let length = headerLength;
  const put = (bytes: Uint8Array): void => {
    parts.push(bytes);
    length += bytes.length;
  };
  for (const entry of entries) {
    let start = 0;
    do {
      const left = blockLength - (length % blockLength);
      if (left < headerLength) put(new Uint8Array(left));
      const room = blockLength - (length % blockLength) - headerLength;
      const part = entry.subarray(start, start + room);
      const isLast = start + part.length === entry.length;
      put(recordHeader(part, kindOf(start === 0, isLast)));
      put(part);
      start += part.length;
      if (isLast) break;
    } while (start < entry.length);
  }
  return Buffer.concat(parts);
}

function kindOf(isFirst: boolean, isLast: boolean): number {
  if (isFirst) return isLast ? full : first;
  return isLast ? last : middle;
}

function recordHeader(part: Uint8Array, kind: number): Uint8Array {
  const header = Buffer.alloc(headerLength);
  header.writeUInt32LE(crc32(Buffer.concat([Uint8Array.of(kind), part])));
  header.writeUInt16LE(part.length, 4);
  header[6] = kind;
  return header;
}
