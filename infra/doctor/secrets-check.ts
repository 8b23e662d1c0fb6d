import { secretKinds, secretNames } from '../secrets/names.ts';
import type { SecretStore } from '../secrets/store.ts';
import { type Finding, note, ok, wrong } from './finding.ts';

/** Whether the secrets are there and can be right; and whether a change of token or key is still under way. */
export const checkSecrets = async (store: SecretStore, options: string): Promise<Finding[]> => {
  const values = await Promise.all(secretNames.map(async (name) => ({ name, value: await store.read(name) })));
  const faults = values.flatMap(({ name, value }): Finding[] => {
    const { needed, format, formatInWords, source, generate } = secretKinds[name];
    const command = `npm run secrets -- ${generate === undefined ? 'set' : 'generate'} ${name} ${options}`;
    if (value === undefined) return needed ? [wrong(`the secret ${name} is missing`, command)] : [];
    return format.test(value) ? [] : [wrong(`the secret ${name} is not ${formatInWords}`, `${source}: ${command}`)];
  });
  const changing = values.filter(({ name, value }) => name.endsWith('-next') && value !== undefined);
  return [
    ...(faults.length === 0 ? [ok('the secrets are set')] : faults),
    ...changing.map(({ name }) => {
      const present = name.replace(/-next$/, '');
      return note(
        `${name} is set: ${present} is being changed`,
        `when WeChat has the new one: npm run secrets -- promote ${present} ${options}`,
      );
    }),
  ];
};
