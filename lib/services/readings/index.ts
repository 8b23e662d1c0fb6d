import { defineRoute, defineService, type Service } from '../../guard/service.ts';
import { inputs } from './model.ts';
import { confirmReading, type ReadingDeps, showNotice } from './service.ts';

/** 通知确认: the page that a notice's card opens, on which its recipient confirms that they read it. */
export const createReadings = (deps: ReadingDeps): Service =>
  defineService({
    name: 'readings',
    title: '通知',
    tier: 'visitor',
    page: () => ({ path: '/pages/reading' }),
    routes: [
      defineRoute({ method: 'GET', path: '/', input: inputs.notice, handle: (call) => showNotice(deps, call) }),
      defineRoute({
        method: 'POST',
        path: '/confirm',
        input: inputs.notice,
        handle: (call) => confirmReading(deps, call),
      }),
    ],
  });
