import type { Template } from '../../platform/profile/notices.ts';
import { fill } from '../../platform/wording.ts';
import { fitField } from './fields.ts';

/**
 * A template's fields, worded by the profile (`values`) with a service's marks filled in and made to fit. A field that the profile does not word
 * is left out, so that `fieldFaults` names it.
 */
export const valuesOf = (template: Pick<Template, 'values'>, marks: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(template.values ?? {}).map(([key, words]) => [key, fitField(key, fill(words, marks))]),
  );
