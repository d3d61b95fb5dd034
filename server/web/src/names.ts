// Names of organisations and people, so that an id need not stand alone. In memory only.
//
// A person's name is known when a page met it; it is never asked for, for reading a file is journalled. An
// organisation's is asked for once, and is the one of today also on a page of the past.

import { reactive } from 'vue';
import { api } from './api/http';
import type { Row, Standing } from './api/types';

const known = reactive(new Map<string, string>());
const asked = new Set<string>();

export function learn(kind: 'person' | 'org', id: string, name: string | undefined): void {
  if (name) known.set(`${kind}/${id}`, name);
}

export function nameOf(kind: 'person' | 'org', id: string): string | undefined {
  return known.get(`${kind}/${id}`);
}

/// The name that an organisation bore on the date of its file.
export function nameInFile(file: Standing): string | undefined {
  const names = (file.areas.registry?.rows.OrgRow?.names as Row[] | undefined) ?? [];
  return names.filter((one) => String(one.from) <= file.on).at(-1)?.name as string | undefined;
}

/// Asks for an organisation's name unless it is known, or was asked for.
export function wonder(org: string): void {
  if (nameOf('org', org) || asked.has(org)) return;
  asked.add(org);
  api.org(org, {}).then(
    (file) => learn('org', org, nameInFile(file)),
    () => undefined, // it stays an id
  );
}
