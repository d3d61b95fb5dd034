// The pages. Each but the login needs a session; the address it was wanted at is kept for after it.

import { createRouter, createWebHistory } from 'vue-router';
import { readDescriptions } from './api/schema';
import { resume, session } from './api/session';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'overview', component: () => import('./pages/OverviewPage.vue') },
    { path: '/login', name: 'login', component: () => import('./pages/LoginPage.vue') },
    { path: '/persons/:id', name: 'person', component: () => import('./pages/PersonPage.vue'), props: true },
    { path: '/orgs/:id', name: 'org', component: () => import('./pages/OrgPage.vue'), props: true },
    { path: '/orgs/:id/books', name: 'books', component: () => import('./pages/BooksPage.vue'), props: true },
    { path: '/acts/:position', name: 'act', component: () => import('./pages/ActPage.vue'), props: true },
    { path: '/decisions/:position', name: 'decision', component: () => import('./pages/DecisionPage.vue'), props: true },
    { path: '/audits', name: 'audit', component: () => import('./pages/AuditPage.vue') },
    { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./pages/NowherePage.vue') },
  ],
});

router.beforeEach(async (to) => {
  if (to.name === 'login') return true;
  try {
    if (!(await resume())) return { name: 'login', query: { to: to.fullPath } };
    await readDescriptions();
  } catch {
    return { name: 'login', query: { to: to.fullPath } };
  }
  const own = ownFile();
  return to.name === 'overview' && own ? { name: 'person', params: { id: own }, query: to.query } : true;
});

/// Of who may see nothing else.
function ownFile(): string | undefined {
  return session.value?.roles.every((role) => role === 'subject') ? session.value.person : undefined;
}

/// Of an id as people type it: which file it names is not in the id, so both are offered by their prefix.
export function fileOf(id: string): { name: 'person' | 'org'; params: { id: string } } {
  const text = id.trim().replace(/^(person|org)\//, '');
  const isOrg = id.trim().startsWith('org/') || /^o[-.:_]/.test(text);
  return { name: isOrg ? 'org' : 'person', params: { id: text } };
}
