// Names of organisations and people, so that an id need not stand alone. In memory only.
//
// A name is asked for once, many with one question, and is the one of today also on a page of the past. Whoever
// may not see it goes on reading the id.

import { reactive } from 'vue';
import { api } from './api/http';
import { language } from './i18n';
import type { Row, Standing } from './api/types';

const known = reactive(new Map<string, string>());
const asked = new Set<string>();
/// As many as the server answers at once.
const kAskedMax = 100;
let waiting: string[] = [];

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

/// Asks for the name of a person or an organisation (person/p-0001) unless it is known, or was asked for.
export function wonder(subject: string): void {
  if (known.has(subject) || asked.has(subject) || !/^(person|org)\//.test(subject)) return;
  asked.add(subject);
  if (waiting.length === 0) setTimeout(askWaiting);
  waiting.push(subject);
}

function askWaiting(): void {
  const subjects = waiting;
  waiting = [];
  for (let i = 0; i < subjects.length; i += kAskedMax) {
    api.names(subjects.slice(i, i + kAskedMax)).then(
      (names) => Object.entries(names).forEach(([subject, name]) => known.set(subject, name)),
      () => undefined, // they stay ids
    );
  }
}

/// A text whose ids have their names before them: "张三（p-0001）".
export function withNames(text: string, mentions: string[] = []): string {
  mentions.forEach(wonder);
  const named = new Map(mentions.map((one) => [one.slice(one.indexOf('/') + 1), known.get(one)]));
  return text.replace(/[A-Za-z0-9._:-]+/g, (id) => {
    const name = named.get(id);
    return !name ? id : language.value === 'zh' ? `${name}（${id}）` : `${name} (${id})`;
  });
}
