// How many events of a type there are, page by page; of very many only that there are at least so many.

import { api } from '@/api/http';

const kPageItems = 1000;
const kPagesMax = 20;

export interface Counted {
  count: number;
  /// There are more than were counted.
  more: boolean;
}

export async function countEvents(type: string, until?: string): Promise<Counted> {
  let count = 0;
  let cursor: string | undefined;
  for (let page = 0; page < kPagesMax; ++page) {
    const { items, next } = await api.events({ type, until, cursor, limit: kPageItems });
    count += items.length;
    if (next === undefined) return { count, more: false };
    cursor = next;
  }
  return { count, more: true };
}
