// "As known at, true on": two members of the address, the same on every page, so that a link can be shared.

import { computed, inject, type InjectionKey, type Ref } from 'vue';
import { useRoute, useRouter, type LocationQuery } from 'vue-router';
import type { When } from './api/http';

/// Where a past stands that is played on the page; null: none is.
export const kPlayed: InjectionKey<Readonly<Ref<Required<When> | null>>> = Symbol('played');

/// A member of the address; empty without one.
export function one(query: LocationQuery, name: string): string {
  const value = query[name];
  return typeof value === 'string' ? value : '';
}

export function useWhen() {
  const route = useRoute();
  const router = useRouter();
  const at = computed(() => one(route.query, 'at'));
  const on = computed(() => one(route.query, 'on'));
  const when = computed<When>(() => ({ at: at.value || undefined, on: on.value || undefined }));
  const isPast = computed(() => at.value !== '' || on.value !== '');
  const played = inject(kPlayed, null);
  /// What links of this page carry on.
  const query = computed(
    () => played?.value ?? { ...(at.value && { at: at.value }), ...(on.value && { on: on.value }) },
  );
  function go(next: { at: string; on: string }) {
    const members = { ...route.query, at: next.at || undefined, on: next.on || undefined };
    return router.push({ path: route.path, query: members });
  }
  return { at, on, when, isPast, query, go };
}
