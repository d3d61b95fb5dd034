// The document behind an entry: its DSSE envelope hashes to the statement digest that stands in the entry.

import type { Envelope, EventBody } from '@/api/types';
import { concat, fromBase64, sha256, type Bytes } from './merkle';

/// DSSE's pre-authentication encoding: what the signatures are over.
export function preAuthentication(type: string, payload: Uint8Array): Bytes {
  const utf8 = new TextEncoder();
  const typeLength = utf8.encode(type).length;
  return concat(utf8.encode(`DSSEv1 ${typeLength} ${type} ${payload.length} `), payload);
}

/// SHA-256 over the PAE and the signatures in the order of their keyids.
export function statementDigest(envelope: Envelope): Promise<Bytes> {
  const ordered = [...envelope.signatures].sort((a, b) => (a.keyid < b.keyid ? -1 : 1));
  const pae = preAuthentication(envelope.payloadType, fromBase64(envelope.payload));
  return sha256(concat(pae, ...ordered.map((one) => fromBase64(one.sig))));
}

/// The event of that number in the signed payload, or null.
export function signedEvent(envelope: Envelope, ordinal: number): EventBody | null {
  const payload = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64(envelope.payload))) as {
    events?: EventBody[];
  };
  return payload.events?.[ordinal] ?? null;
}

/// What the signed payload says around its events.
export function signedHead(envelope: Envelope): { act?: string; document_no?: string; issued_at?: string } {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64(envelope.payload)));
}
