// The Merkle tree of RFC 6962 with SHA-256, as an outsider computes it. Nothing here trusts the server.

export type Bytes = Uint8Array<ArrayBuffer>;

export const kHashSize = 32;
const kPieceBytes = 1 << 13;

/// Standard base64 with padding, in its one canonical spelling.
export function fromBase64(text: string): Bytes {
  const raw = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  if (toBase64(raw) !== text) throw new Error('base64');
  return raw;
}

export function toBase64(bytes: Uint8Array): string {
  // Not all at once: a call takes only so many arguments.
  let text = '';
  for (let at = 0; at < bytes.length; at += kPieceBytes) text += String.fromCharCode(...bytes.subarray(at, at + kPieceBytes));
  return btoa(text);
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export function concat(...parts: Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

export function leafHash(entry: Uint8Array): Promise<Bytes> {
  return sha256(concat(Uint8Array.of(0), entry));
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Promise<Bytes> {
  return sha256(concat(Uint8Array.of(1), left, right));
}

/// The root that an inclusion proof leads to (RFC 9162, 2.1.3.2), or null when it has not the length that the
/// index and the size ask for. Sizes are below 2^53, so the arithmetic is exact without bit operators.
export async function rootFromProof(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: Uint8Array[],
): Promise<Uint8Array | null> {
  if (!(index >= 0 && index < size)) return null;
  let node = index;
  let last = size - 1;
  let root = leaf;
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== kHashSize) return null;
    if (node % 2 === 1 || node === last) {
      root = await nodeHash(sibling, root);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      root = await nodeHash(root, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : null;
}
