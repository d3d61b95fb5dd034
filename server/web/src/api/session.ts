// Who is logged in. The token is handed to the server and forgotten: the session is a cookie that no script
// can read.

import { computed, ref } from 'vue';
import { api, Problem, whenLoggedOut } from './http';
import { stream } from './stream';
import type { SessionShown } from './types';

const shown = ref<SessionShown | null>(null);
const ended = ref(false);

export const session = computed(() => shown.value);
/// The server forgot the session while the page was open: it asks for the token again, and goes on.
export const sessionEnded = computed(() => ended.value);

/// Whether one of these roles is the session's.
export function isOneOf(...roles: string[]): boolean {
  return shown.value?.roles.some((role) => roles.includes(role)) ?? false;
}

whenLoggedOut(() => {
  if (shown.value) ended.value = true;
});

function begin(who: SessionShown): void {
  shown.value = who;
  ended.value = false;
  stream.open();
}

/// Whether a session stands already.
export async function resume(): Promise<boolean> {
  if (shown.value) return true;
  try {
    begin(await api.session());
    return true;
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 401) return false;
    throw problem;
  }
}

export async function logIn(token: string): Promise<void> {
  begin(await api.openSession(token));
}

export async function logOut(): Promise<void> {
  stream.close();
  shown.value = null;
  ended.value = false;
  await api.closeSession().catch(() => undefined);
}
