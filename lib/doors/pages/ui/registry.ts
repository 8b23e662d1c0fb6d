import type { PageModule } from '../../../page-kit/page-module.ts';

/** Every page by its path, each a chunk of its own. `:name` is one part of the path and comes to the page as a parameter. */
export const registry: Readonly<Record<string, () => Promise<{ page: PageModule }>>> = {
  '/pages/me': () => import('../../../services/account/page.tsx'),
  '/pages/trail': () => import('../../../services/account/trail-page.tsx'),
  '/pages/privacy': () => import('../../../services/account/privacy-page.tsx'),
  '/pages/privacy/copy': () => import('../../../services/account/copy-page.tsx'),
  '/pages/bind': () => import('../../../services/binding/page.tsx'),
  '/pages/invite/:token': () => import('../../../services/binding/invitation-page.tsx'),
  '/pages/register': () => import('../../../services/identity/page.tsx'),
  '/pages/verify': () => import('../../../services/identity/real-name-page.tsx'),
  '/pages/cards': () => import('../../../services/cards/page.tsx'),
  '/pages/violations': () => import('../../../services/violations/page.tsx'),
  '/pages/utilities': () => import('../../../services/utilities/page.tsx'),
  '/pages/classrooms': () => import('../../../services/classrooms/page.tsx'),
  '/pages/bills': () => import('../../../services/bills/page.tsx'),
  '/pages/fund-account': () => import('../../../services/fund-account/page.tsx'),
  '/pages/deposits': () => import('../../../services/deposits/page.tsx'),
  '/pages/loans': () => import('../../../services/loans/page.tsx'),
  '/pages/applications': () => import('../../../services/applications/page.tsx'),
  '/pages/loan-calculator': () => import('../../../services/loan-calculator/page.tsx'),
  '/pages/outages': () => import('../../../services/outages/page.tsx'),
  '/pages/notices': () => import('../../../services/notice-settings/page.tsx'),
  '/pages/account-data': () => import('../../../services/account-data/page.tsx'),
  '/pages/emergencies': () => import('../../../services/announcements/page.tsx'),
  '/pages/officers': () => import('../../../services/officers/page.tsx'),
  '/pages/reading': () => import('../../../services/readings/page.tsx'),
};
