// A past that is played: its events come over the stream as they were recorded, its clock says where it stands.
// Everything else on the page is asked as known and true there, so that no two parts stand at different days.

import { computed, ref, shallowRef } from 'vue';
import { Problem, type When } from './api/http';
import { stream, type Stretch, type Told } from './api/stream';
import type { EventShown } from './api/types';

/// The newest events that are shown: of a county thousands are recorded in a week.
const kEventsMax = 30;
/// From one showing to the next, milliseconds.
const kShownEveryMs = 500;

export class Play {
  /// Newest first; those since the beginning, or since it was sought.
  readonly events = shallowRef<EventShown[]>([]);
  readonly clock = shallowRef<{ size: number; at: string } | null>(null);
  readonly state = ref<'playing' | 'paused' | 'played'>('playing');
  readonly problem = shallowRef<unknown>(null);
  readonly speed = ref(0);
  readonly when = computed<Required<When> | null>(() =>
    this.clock.value ? { at: String(this.clock.value.size), on: this.clock.value.at.slice(0, 10) } : null,
  );

  private readonly played;
  /// What came since it was shown last.
  private came: EventShown[] = [];
  private stands: { size: number; at: string } | null = null;
  private showing: ReturnType<typeof setTimeout> | undefined;

  /// Of what was recorded of the organisation and all below it.
  constructor(org: string, readonly stretch: Stretch) {
    this.speed.value = stretch.speed;
    this.played = stream.play(
      { topic: 'events', filter: { org }, ...stretch },
      { told: (told) => this.hear(told), begun: () => this.goOn() },
    );
  }

  pause(): void {
    this.state.value = 'paused';
    this.played.direct({ op: 'pause' });
  }

  resume(): void {
    this.state.value = 'playing';
    this.played.direct({ op: 'resume', speed: this.speed.value });
  }

  hasten(speed: number): void {
    this.speed.value = speed;
    if (this.state.value === 'playing') this.resume();
  }

  /// The next act, and no further.
  step(): void {
    if (this.state.value === 'playing') this.pause();
    this.played.direct({ op: 'step' });
  }

  /// To a moment of the stretch; it goes on from there, or stays paused there.
  seek(to: string): void {
    this.came = [];
    this.events.value = [];
    this.problem.value = null;
    if (this.state.value === 'played') this.state.value = 'playing';
    this.played.direct({ op: 'seek', to });
  }

  end(): void {
    clearTimeout(this.showing);
    this.played.end();
  }

  private hear(told: Told): void {
    if (told.kind === 'event') this.come(told.data as EventShown);
    if (told.kind === 'clock') this.stands = { size: told.size ?? 0, at: told.at ?? '' };
    if (told.kind === 'clock' && told.paused) return this.stand();
    this.showing ??= setTimeout(() => this.show(), kShownEveryMs);
    if (told.kind === 'played') this.state.value = 'played';
    if (told.kind === 'error') {
      this.problem.value = new Problem(told.status ?? 400, told.title ?? '', told.detail ?? '', told.where);
    }
  }

  /// The clock is told now and then, and where it is paused: what was recorded says how far it is meanwhile.
  private come(event: EventShown): void {
    this.came.push(event);
    const size = Number.parseInt(event.position, 10) + 1;
    if (size > (this.stands?.size ?? 0)) this.stands = { size, at: event.recorded_at };
  }

  /// Paused, it stands where the server says; that is shown at once.
  private stand(): void {
    clearTimeout(this.showing);
    this.show();
  }

  private show(): void {
    this.showing = undefined;
    this.clock.value = this.stands;
    if (this.came.length === 0) return;
    this.events.value = [...this.came.splice(0).slice(-kEventsMax).reverse(), ...this.events.value].slice(0, kEventsMax);
  }

  /// After a break the connection plays it from its beginning.
  private goOn(): void {
    if (this.clock.value) this.played.direct({ op: 'seek', to: this.clock.value.at });
    if (this.state.value === 'paused') this.played.direct({ op: 'pause' });
  }
}
