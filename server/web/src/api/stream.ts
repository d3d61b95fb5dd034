// One WebSocket for the whole page: subscriptions that outlive connections.
//
// After a break it connects again, waiting longer each time, and subscribes again; events go on behind the last
// position that was told, so each is told once and in order. States (alerts, statistics, the checkpoint) begin
// with a snapshot.

import { ref } from 'vue';
import { api, Problem } from './http';
import type { EventShown } from './types';

export type Topic =
  | { topic: 'events'; from?: string; filter?: { org?: string; types?: string[] } }
  | { topic: 'standing'; subject: string }
  | { topic: 'stats'; name: string; org?: string }
  | { topic: 'alerts'; org?: string }
  | { topic: 'checkpoint' };

/// A part of the past that is played: places in the record, and how many of its seconds go by in one.
export interface Stretch {
  from: string;
  until?: string;
  speed: number;
}

export type PlayOp = { op: 'pause' } | { op: 'resume'; speed?: number } | { op: 'step' } | { op: 'seek'; to: string };

export interface Told {
  id?: string;
  kind: 'event' | 'snapshot' | 'change' | 'caught_up' | 'clock' | 'played' | 'error' | 'pong';
  position?: string;
  data?: unknown;
  /// Of a clock: how many acts the record had at which moment.
  size?: number;
  at?: string;
  paused?: boolean;
  /// Of an error.
  status?: number;
  title?: string;
  detail?: string;
  where?: string;
}

interface Subscription {
  topic: Topic & Partial<Stretch>;
  heard: (data: never, kind: string) => void;
  /// Of what is played: everything that is told of it, and that a new connection began it anew.
  played?: { told: (told: Told) => void; begun: () => void };
}

export type StreamState = 'off' | 'connecting' | 'live' | 'waiting';

const kProtocol = 'tenure.v1';
const kFirstWaitMs = 500;
const kLongestWaitMs = 30_000;
const kPingMs = 30_000;

/// The position from which on nothing was told yet.
export function behind(position: string): string {
  const [index, ordinal] = position.split('.');
  return `${index}.${Number(ordinal) + 1}`;
}

export class Stream {
  readonly state = ref<StreamState>('off');

  private socket: WebSocket | null = null;
  private wait = kFirstWaitMs;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pinger: ReturnType<typeof setInterval> | undefined;
  private made = 0;
  private readonly subscriptions = new Map<string, Subscription>();

  open(): void {
    if (this.socket) return;
    clearTimeout(this.timer);
    this.state.value = 'connecting';
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/v1/stream`, kProtocol);
    this.socket = socket;
    socket.onopen = () => this.opened();
    socket.onmessage = (message) => this.hear(JSON.parse(String(message.data)) as Told);
    socket.onclose = () => this.lost(socket);
  }

  close(): void {
    clearTimeout(this.timer);
    clearInterval(this.pinger);
    const socket = this.socket;
    this.socket = null;
    this.state.value = 'off';
    socket?.close();
  }

  /// Returns what ends the subscription. `heard` gets each event, or each value of a state.
  subscribe<T = EventShown>(topic: Topic, heard: (data: T, kind: string) => void): () => void {
    return this.add({ topic: { ...topic }, heard } as Subscription).end;
  }

  /// Plays a part of the past: it is directed, and ended, by what is returned.
  play(topic: Topic & Stretch, played: NonNullable<Subscription['played']>) {
    return this.add({ topic: { ...topic }, heard: () => undefined, played });
  }

  private add(subscription: Subscription): { direct: (op: PlayOp) => void; end: () => void } {
    const id = `s${++this.made}`;
    this.subscriptions.set(id, subscription);
    this.send({ op: 'subscribe', id, ...subscription.topic });
    return {
      direct: (op) => this.send({ ...op, id }),
      end: () => {
        if (this.subscriptions.delete(id)) this.send({ op: 'unsubscribe', id });
      },
    };
  }

  private send(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private opened(): void {
    this.state.value = 'live';
    for (const [id, { topic, played }] of this.subscriptions) {
      this.send({ op: 'subscribe', id, ...topic });
      played?.begun();
    }
    clearInterval(this.pinger);
    this.pinger = setInterval(() => this.send({ op: 'ping' }), kPingMs);
  }

  private hear(told: Told): void {
    this.wait = kFirstWaitMs;
    const subscription = told.id ? this.subscriptions.get(told.id) : undefined;
    if (!subscription) return;
    if (subscription.played) return subscription.played.told(told);
    if (told.kind === 'event' && told.position && subscription.topic.topic === 'events') {
      subscription.topic.from = behind(told.position);
    }
    if (told.kind === 'event' || told.kind === 'snapshot' || told.kind === 'change') {
      subscription.heard(told.data as never, told.kind);
    }
  }

  private lost(socket: WebSocket): void {
    if (this.socket !== socket) return;
    this.socket = null;
    clearInterval(this.pinger);
    this.state.value = 'waiting';
    const jitter = 0.5 + Math.random() / 2;
    this.timer = setTimeout(() => void this.again(), this.wait * jitter);
    this.wait = Math.min(this.wait * 2, kLongestWaitMs);
  }

  /// A session that the server no longer knows cannot be connected with; http.ts tells who logs in again.
  private async again(): Promise<void> {
    try {
      await api.session();
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) return;
    }
    if (this.state.value === 'waiting') this.open();
  }
}

export const stream = new Stream();
