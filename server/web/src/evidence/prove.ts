// Proves one event: fetches its act, an inclusion proof and the checkpoint, and checks each step here.
//
// What it trusts: this page's code and the log's key. The key comes from the server unless the reader compares
// it with one that they hold; the steps show it.

import { ask, askText } from '@/api/http';
import type { ActShown, EventBody, InclusionProof, Status } from '@/api/types';
import { parseCheckpoint, parseVerifierKey, signedBy, type Checkpoint } from './checkpoint';
import { fromBase64, leafHash, rootFromProof, sameBytes, toBase64 } from './merkle';
import { signedEvent, statementDigest } from './statement';

export type StepName = 'entry' | 'document' | 'leaf' | 'proof' | 'root' | 'signature';
export type StepState = 'verified' | 'failed' | 'unavailable';

export interface Step {
  name: StepName;
  state: StepState;
  /// What was found: a hash, a number, a key; shown as it is.
  detail: string;
}

export interface Proven {
  good: boolean;
  /// The event as it stands in the signed document, for who may see that.
  event: EventBody | null;
}

const kEntrySize = 81;
const kEntryVersion = 1;
const kStatementAt = 17;
const kStatementEnd = 49;

class Broken extends Error {}

/// A failed step, and a request that fails, end the proof.
export async function prove(position: string, tell: (step: Step) => void): Promise<Proven> {
  const [index = 0, ordinal = 0] = position.split('.').map(Number);
  const proof = new Proof(index, tell);
  try {
    const event = await proof.run(ordinal);
    return { good: true, event };
  } catch (error) {
    if (error instanceof Broken) return { good: false, event: null };
    const detail = error instanceof Error ? error.message : String(error);
    tell({ name: proof.at, state: 'failed', detail });
    return { good: false, event: null };
  }
}

class Proof {
  /// The step that is under way: where what is thrown belongs.
  at: StepName = 'entry';

  constructor(
    private readonly index: number,
    private readonly tell: (step: Step) => void,
  ) {}

  async run(ordinal: number): Promise<EventBody | null> {
    const act = await ask<ActShown>(`/v1/acts/${this.index}`);
    const entry = this.entry(act);
    this.at = 'document';
    const event = await this.document(act, entry, ordinal);
    this.at = 'signature';
    const checkpoint = parseCheckpoint(await askText('/checkpoint'));
    await this.inclusion(entry, checkpoint);
    this.at = 'signature';
    await this.signature(checkpoint);
    return event;
  }

  private entry(act: ActShown): Uint8Array {
    const entry = fromBase64(act.entry);
    const whole = entry.length === kEntrySize && entry[0] === kEntryVersion;
    const index = whole ? Number(new DataView(entry.buffer).getBigUint64(1)) : -1;
    this.say(index === this.index, `#${this.index}, ${entry.length} bytes`);
    return entry;
  }

  private async document(act: ActShown, entry: Uint8Array, ordinal: number): Promise<EventBody | null> {
    if (!act.envelope) {
      this.tell({ name: 'document', state: 'unavailable', detail: '' });
      return null;
    }
    const digest = await statementDigest(act.envelope);
    const event = signedEvent(act.envelope, ordinal);
    const same = sameBytes(digest, entry.subarray(kStatementAt, kStatementEnd));
    this.say(same && event !== null, toBase64(digest));
    return event;
  }

  private async inclusion(entry: Uint8Array, checkpoint: Checkpoint): Promise<void> {
    this.at = 'proof';
    const query = `index=${this.index}&size=${checkpoint.size}`;
    const proof = await ask<InclusionProof>(`/v1/proofs/inclusion?${query}`);
    this.at = 'leaf';
    const leaf = await leafHash(entry);
    this.say(proof.leaf === toBase64(leaf), toBase64(leaf));
    this.at = 'proof';
    const hashes = proof.proof.map(fromBase64);
    const root = await rootFromProof(this.index, checkpoint.size, leaf, hashes);
    this.say(root !== null, String(hashes.length));
    this.at = 'root';
    const computed = root ?? new Uint8Array();
    this.say(sameBytes(computed, checkpoint.root), `${toBase64(computed)} @ ${checkpoint.size}`);
  }

  private async signature(checkpoint: Checkpoint): Promise<void> {
    const { log_key } = await ask<Status>('/v1/status');
    const signed = await signedBy(checkpoint, await parseVerifierKey(log_key));
    if (signed === 'unavailable') return this.tell({ name: 'signature', state: 'unavailable', detail: log_key });
    this.say(signed, log_key);
  }

  private say(good: boolean, detail: string): void {
    this.tell({ name: this.at, state: good ? 'verified' : 'failed', detail });
    if (!good) throw new Broken();
  }
}
