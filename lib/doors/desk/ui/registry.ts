import type { PageModule } from '../../../page-kit/page-module.ts';

/** Every page of the desk by its path, each a chunk of its own; the first that fits an address is shown. One line for each: the build reads them. */
export const registry: Readonly<Record<string, () => Promise<{ page: PageModule }>>> = {
  '/desk/notices': () => import('../notices/list-page.tsx'),
  '/desk/notices/new': () => import('../notices/draft-page.tsx'),
  '/desk/notices/:id': () => import('../notices/notice-page.tsx'),
  '/desk/officers': () => import('../../../services/officers/desk-page.tsx'),
  '/desk/officers/invitations/:group/:id': () => import('../../../services/officers/desk-print-page.tsx'),
  '/desk/outages': () => import('../outages/list-page.tsx'),
  '/desk/outages/new': () => import('../outages/new-page.tsx'),
  '/desk/outages/import': () => import('../outages/import-page.tsx'),
  '/desk/outages/:id': () => import('../outages/outage-page.tsx'),
  '/desk/staff': () => import('../members/page.tsx'),
  '/desk/password': () => import('../members/password-page.tsx'),
};
