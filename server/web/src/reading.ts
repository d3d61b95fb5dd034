// A value that is read from the server, and read again when what it depends on changes. An answer that was
// overtaken by a later question is dropped.

import { inject, ref, shallowRef, watch } from 'vue';
import { halfOf, words } from './i18n';
import { Problem } from './api/http';
import { kPlayed } from './when';

export function problemText(problem: unknown): string {
  if (!(problem instanceof Problem)) return `${words.value.failed}: ${String(problem)}`;
  if (problem.status === 0) return words.value.unreachable;
  if (problem.status === 403) return words.value.noRole;
  const found = [problem.where, halfOf(problem.detail)].filter(Boolean).join(': ');
  return halfOf(problem.title) + (found ? ` (${found})` : '');
}

export function useReading<T>(read: () => Promise<T>) {
  const value = shallowRef<T | null>(null);
  const problem = shallowRef<unknown>(null);
  const busy = ref(false);
  let asked = 0;
  async function again() {
    const mine = ++asked;
    busy.value = true;
    try {
      const answer = await read();
      if (mine !== asked) return;
      value.value = answer;
      problem.value = null;
    } catch (failed) {
      if (mine !== asked) return;
      value.value = null;
      problem.value = failed;
    } finally {
      if (mine === asked) busy.value = false;
    }
  }
  return { value, problem, busy, again };
}

/// The same, at once and whenever `source` changes; what was read of another source is not shown meanwhile. While
/// the past is played the last answer stays until the next one, which is asked for as soon as it came.
export function useReadingOf<S, T>(source: () => S, read: (now: S) => Promise<T>) {
  const reading = useReading(() => read(source()));
  const played = inject(kPlayed, null);
  let isLate = false;
  async function follow() {
    if (reading.busy.value) {
      isLate = true;
      return;
    }
    do {
      isLate = false;
      await reading.again();
    } while (isLate);
  }
  watch(
    source,
    () => {
      if (played?.value) return void follow();
      isLate = false;
      reading.value.value = null;
      void reading.again();
    },
    { immediate: true, deep: true },
  );
  return reading;
}
