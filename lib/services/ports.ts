import { createBindings } from '../followers/bindings.ts';
import type { Ports } from '../guard/service.ts';
import type { Settings } from '../platform/config.ts';
import { openFieldCipher, openSecrets, type Runtime } from '../platform/runtime.ts';

/** Names of the settings that services' ports read. */
export const portSettings = ['SECRETS_PATH', 'PUBLIC_URL'] as const satisfies (keyof Settings)[];
type PortSettings = Pick<Settings, (typeof portSettings)[number]>;

const addressOf = (publicUrl: string, path: string, query: Record<string, string>): string => {
  const url = new URL(path, publicUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
};

/** What services are made of, over the table and the secrets; opened at first use. */
export const openPorts = (settings: PortSettings, { table }: Runtime): Pick<Ports, 'bindings' | 'pageUrl'> => ({
  bindings: createBindings(table, openFieldCipher(openSecrets(settings))),
  pageUrl: (path, query = {}) => addressOf(settings.PUBLIC_URL, path, query),
});
