import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { accountSettings, openApi, openJsSdkTicket } from '../../account/open.ts';
import { createFollowers } from '../../followers/store.ts';
import { createGuard } from '../../guard/guard.ts';
import type { Service } from '../../guard/service.ts';
import { createUses } from '../../guard/uses.ts';
import type { Settings } from '../../platform/config.ts';
import type { Organisation } from '../../platform/organisation.ts';
import { openFieldCipher, openSecrets, type Runtime } from '../../platform/runtime.ts';
import { campusRoutes } from '../../services/identity/campus/routes.ts';
import type { ServicePorts } from '../../services/ports.ts';
import { exchangeCode } from '../../wechat/oauth.ts';
import { createApi } from './api.ts';
import { createPages } from './app.ts';
import { openPageFiles } from './assets.ts';
import { createSignedCookies } from './session.ts';
import type { SignInDeps } from './sign-in.ts';
import { createSignIns } from './sign-in-store.ts';

/** Names of the settings of the pages. */
export const pageSettings = [
  ...accountSettings,
  'PUBLIC_URL',
  'PAGE_FRAME_ANCESTORS',
  'DEMO_MODE',
] as const satisfies (keyof Settings)[];
type PageSettings = Pick<Settings, (typeof pageSettings)[number]>;

const openSignIn = (settings: PageSettings, runtime: Runtime): SignInDeps => {
  const secrets = openSecrets(settings);
  const { WECHAT_API_URL: apiUrl, WECHAT_APP_ID: appId, PUBLIC_URL } = settings;
  return {
    apiUrl,
    appId,
    redirectUri: new URL('/pages/signed-in', PUBLIC_URL).href,
    cookies: createSignedCookies(openFieldCipher(secrets), runtime.now),
    signIns: createSignIns(runtime.table),
    exchange: async (code) =>
      exchangeCode({ apiUrl, appId, appSecret: await secrets.get('wechat-app-secret'), code, fetch }),
    now: runtime.now,
    sleep: runtime.sleep,
  };
};

/** The handler of `pages`. `folder` holds the built pages. */
export const createPagesFunction = (options: {
  settings: PageSettings;
  runtime: Runtime;
  organisation: Organisation;
  services: ReadonlyMap<string, Service>;
  ports: ServicePorts;
  folder: string;
}): ((event: LambdaEvent, context?: LambdaContext) => Promise<unknown>) => {
  const { settings, runtime, organisation, services, ports, folder } = options;
  const { table, now, log } = runtime;
  const { name, telephone } = organisation.profile;
  const signIn = openSignIn(settings, runtime);
  const guard = createGuard({ uses: createUses(table), bindings: ports.bindings, organisation });
  const followers = createFollowers(table);
  const app = createPages({
    publicUrl: settings.PUBLIC_URL,
    frameAncestors: settings.PAGE_FRAME_ANCESTORS,
    facts: { organisation: name, telephone, demo: settings.DEMO_MODE === 'on' },
    files: openPageFiles(folder),
    cookies: signIn.cookies,
    signIn,
    campus: campusRoutes(ports, organisation),
    jsSdk: {
      appId: settings.WECHAT_APP_ID,
      publicUrl: settings.PUBLIC_URL,
      ticket: openJsSdkTicket(openApi(settings, runtime), runtime),
      now,
    },
    api: createApi({ organisation, services, followers, guard, now, log }),
    now,
    log,
  });
  return handle(app);
};
