// The organisations that a viewer may start from: the token's own, else those that stand at the top of a tree.

import { api } from '@/api/http';
import { session } from '@/api/session';
import { learnWordsOf } from '@/api/schema';
import { learn } from '@/names';

export async function rootOrgs(): Promise<string[]> {
  if (session.value?.scope) {
    learnWordsOf(session.value.scope);
    return [session.value.scope];
  }
  const { items } = await api.events({ type: 'OrgRegistered', limit: 1000 });
  const tops = items.map(({ event }) => event.data).filter((data) => data.parent === undefined);
  for (const data of tops) learn('org', String(data.org), data.name as string | undefined);
  tops.forEach((data) => learnWordsOf(String(data.org)));
  return tops.map((data) => String(data.org));
}
