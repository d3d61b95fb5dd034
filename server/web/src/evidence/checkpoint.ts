// A checkpoint: C2SP signed-note and tlog-checkpoint. Parsed and, where the browser knows Ed25519, verified.

import { concat, fromBase64, kHashSize, sameBytes, sha256, toHex, type Bytes } from './merkle';

const kEd25519 = 1;
const kKeyIdSize = 4;

export interface NoteSignature {
  name: string;
  keyId: Bytes;
  signature: Bytes;
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
  /// What is signed: the text with its last newline.
  text: string;
  signatures: NoteSignature[];
}

export interface VerifierKey {
  name: string;
  keyId: Bytes;
  key: Bytes;
}

/// Throws an Error that names what is wrong.
export function parseCheckpoint(note: string): Checkpoint {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw new Error('not a signed note');
  const text = note.slice(0, split + 1);
  const [origin, size, root, ...more] = text.slice(0, -1).split('\n');
  if (!origin || !size || !root || more.length > 0) throw new Error('not three lines');
  if (!/^(0|[1-9][0-9]{0,14})$/.test(size)) throw new Error('size');
  const hash = fromBase64(root);
  if (hash.length !== kHashSize) throw new Error('root');
  const signatures = note.slice(split + 2, -1).split('\n').map(parseSignature);
  return { origin, size: Number(size), root: hash, text, signatures };
}

function parseSignature(line: string): NoteSignature {
  const match = /^\u2014 ([^ +]+) ([^ ]+)$/.exec(line);
  if (!match) throw new Error('signature line');
  const blob = fromBase64(match[2]!);
  if (blob.length <= kKeyIdSize) throw new Error('signature');
  return { name: match[1]!, keyId: blob.slice(0, kKeyIdSize), signature: blob.slice(kKeyIdSize) };
}

/// `name+<8 hex digits>+base64(type, key)`; throws when it is none or its id is not its own.
export async function parseVerifierKey(text: string): Promise<VerifierKey> {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(text);
  if (!match) throw new Error('verifier key');
  const typed = fromBase64(match[3]!);
  if (typed.length !== 1 + kHashSize || typed[0] !== kEd25519) throw new Error('not an Ed25519 key');
  const digest = await sha256(concat(new TextEncoder().encode(match[1]! + '\n'), typed));
  const keyId = digest.slice(0, kKeyIdSize);
  if (toHex(keyId) !== match[2]) throw new Error('key id');
  return { name: match[1]!, keyId, key: typed.slice(1) };
}

/// Whether the key signed the checkpoint; 'unavailable' where this browser cannot tell.
export async function signedBy(checkpoint: Checkpoint, key: VerifierKey): Promise<boolean | 'unavailable'> {
  const line = checkpoint.signatures.find((s) => s.name === key.name && sameBytes(s.keyId, key.keyId));
  if (!line || checkpoint.origin !== key.name) return false;
  let imported: CryptoKey;
  try {
    imported = await crypto.subtle.importKey('raw', key.key, { name: 'Ed25519' }, false, ['verify']);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return 'unavailable';
    return false;
  }
  const text = new TextEncoder().encode(checkpoint.text);
  return crypto.subtle.verify({ name: 'Ed25519' }, imported, line.signature, text);
}
