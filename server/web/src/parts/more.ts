// A list that the server gives page by page: the first page at once, further ones when asked for.

import { shallowRef, watch } from 'vue';
import type { Page } from '@/api/types';

type Query = Record<string, string | number | undefined>;

export function useMore<T>(query: () => Query, read: (query: Query) => Promise<Page<T>>) {
  const items = shallowRef<T[]>([]);
  const next = shallowRef<string | undefined>();
  const problem = shallowRef<unknown>(null);
  let asked = 0;

  async function load(cursor: string | undefined) {
    const mine = ++asked;
    try {
      const page = await read({ ...query(), cursor });
      if (mine !== asked) return;
      items.value = cursor === undefined ? page.items : [...items.value, ...page.items];
      next.value = page.next;
      problem.value = null;
    } catch (failed) {
      if (mine === asked) problem.value = failed;
    }
  }

  watch(
    query,
    () => {
      items.value = [];
      next.value = undefined;
      void load(undefined);
    },
    { immediate: true, deep: true },
  );
  return { items, next, problem, more: () => load(next.value) };
}
