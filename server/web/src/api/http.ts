// The one way to ask the server. Refusals are RFC 9457 problems and are thrown as Problem.

import type {
  ActShown,
  Alerts,
  AnswerSchema,
  AuditAnswer,
  BooksShown,
  BookParties,
  Computation,
  Decision,
  Eligibility,
  EventShown,
  Figures,
  OrgLine,
  PackWords,
  ParameterNamed,
  Page,
  RosterLine,
  Rule,
  Schema,
  SessionShown,
  Standing,
} from './types';

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    /// In both languages, where it is a sentence.
    readonly detail: string,
    readonly where = '',
  ) {
    super([title, where, detail].filter(Boolean).join(' / '));
  }
}

/// What was known, and on which day; absent: now.
export interface When {
  at?: string;
  on?: string;
}

export type Query = Record<string, string | number | undefined>;

let onLoggedOut: () => void = () => {};

/// Called when the server no longer knows the session.
export function whenLoggedOut(called: () => void): void {
  onLoggedOut = called;
}

async function request(path: string, init: RequestInit = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, { credentials: 'same-origin', cache: 'no-store', ...init });
  } catch {
    throw new Problem(0, 'no answer', '');
  }
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as { title?: string; detail?: string; where?: string };
  if (answer.status === 401 && init.method !== 'POST') onLoggedOut();
  throw new Problem(answer.status, problem.title ?? answer.statusText, problem.detail ?? '', problem.where);
}

export async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  return (await (await request(path, init)).json()) as T;
}

export async function askText(path: string): Promise<string> {
  return (await request(path)).text();
}

/// A path with its variables and members encoded.
export function to(path: string, query: Query = {}): string {
  const members = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') members.set(name, String(value));
  }
  const text = members.toString();
  return text ? `${path}?${text}` : path;
}

export const part = encodeURIComponent;

export const auditPath = (kind: string, query: Query) => to(`/v1/audits/${part(kind)}`, query);

export const api = {
  session: () => ask<SessionShown>('/v1/session'),
  openSession: (token: string) =>
    ask<SessionShown>('/v1/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    }),
  closeSession: () => request('/v1/session', { method: 'DELETE' }),

  schema: () => ask<Schema>('/v1/schema'),
  rules: () => ask<{ rules: Rule[]; parameters: ParameterNamed[] }>('/v1/rules'),

  person: (id: string, when: When) => ask<Standing>(to(`/v1/persons/${part(id)}`, { ...when })),
  org: (id: string, when: When) => ask<Standing>(to(`/v1/orgs/${part(id)}`, { ...when })),
  names: async (subjects: string[]) =>
    (await ask<{ names: Record<string, string> }>(to('/v1/names', { subjects: subjects.join(',') }))).names,
  packWords: async (org: string) => (await ask<{ words: PackWords }>(`/v1/policies/${part(org)}`)).words,
  people: (query: Query) => ask<Page<RosterLine>>(to('/v1/persons', query)),
  /// Directly below `parent`; with `q` those found at or below it.
  orgs: (query: Query) => ask<Page<OrgLine>>(to('/v1/orgs', query)),
  events: (query: Query) => ask<Page<EventShown>>(to('/v1/events', query)),
  eligibility: (rule: string, person: string, when: When) =>
    ask<Eligibility>(to(`/v1/eligibility/${part(rule)}/${part(person)}`, { ...when })),
  computation: (rule: string, subject: string, when: When) =>
    ask<Computation>(to(`/v1/computations/${part(rule)}/${part(subject)}`, { ...when })),
  alerts: (query: Query) => ask<Alerts>(to('/v1/alerts', query)),
  /// Also of an act that one may not see whole: then without its document.
  act: (index: number) => ask<ActShown>(`/v1/acts/${index}`),
  audit: (kind: string, query: Query) => ask<AuditAnswer>(auditPath(kind, query)),
  decision: (position: string, when: When) => ask<Decision>(to(`/v1/decisions/${part(position)}`, { ...when })),
  books: (org: string, query: Query) => ask<BooksShown>(to(`/v1/books/${part(org)}`, query)),
  counterparties: (org: string, when: When) =>
    ask<BookParties>(to(`/v1/books/${part(org)}/counterparties`, { ...when })),
  /// Of the answers, where the schema of acts has no descriptions.
  answers: () => ask<AnswerSchema>('/openapi.json'),
  statistic: (name: string, query: Query) => ask<Figures>(to(`/v1/stats/${part(name)}`, query)),
};
