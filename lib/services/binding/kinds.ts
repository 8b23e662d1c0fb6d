import type { SubjectKind } from '../../backend/kinds.ts';
import { Refusal } from '../../guard/refusal.ts';
import type { BindingKind, Organisation } from '../../platform/organisation.ts';
import { fieldsOf } from './fields.ts';
import type { KindShown } from './model.ts';

/** A kind that this organisation binds, and that has a form or a sign-on. */
export type BoundKind = keyof typeof fieldsOf & SubjectKind;

/** Claims of the demo data by kind; nothing outside demo mode. */
export type DemoClaims = (kind: string) => Record<string, string> | undefined;

const hasForm = (kind: string): kind is BoundKind => Object.hasOwn(fieldsOf, kind);

/** The route of the sign-on that proves a kind whose form is empty. */
const signOnOf = (kind: BoundKind): { signOn?: string } =>
  fieldsOf[kind].length === 0 ? { signOn: '/api/identity/campus' } : {};

/** The organisation's rules of a kind. Throws `Refusal` for a kind that it does not bind. */
export const rulesOf = (organisation: Organisation, kind: string): { kind: BoundKind; rules: BindingKind } => {
  const { bindings } = organisation.profile;
  const rules = Object.hasOwn(bindings, kind) ? bindings[kind] : undefined;
  if (rules !== undefined && hasForm(kind)) return { kind, rules };
  throw new Refusal('no_such_kind', '这里不能绑定这一类。请从菜单重新打开。', { status: 404 });
};

/** Throws `Refusal` unless the text that was agreed to is the present one. */
export const requireConsent = (version: string, { consent }: BindingKind): void => {
  if (version === consent.version) return;
  throw new Refusal('consent_outdated', '使用说明有更新，请刷新页面，看过并同意后再继续。', { field: 'consent' });
};

/** What can be bound here, with its form. */
export const kindsShown = (organisation: Organisation, demo: DemoClaims): KindShown[] =>
  Object.entries(organisation.profile.bindings).flatMap(([kind, { title, consent }]) => {
    if (!hasForm(kind)) return [];
    const claims = demo(kind);
    return {
      ...{ kind, title },
      fields: fieldsOf[kind].map(({ wrong, ...field }) => field),
      ...signOnOf(kind),
      ...{ consentText: consent.text, consentVersion: consent.version },
      ...(claims === undefined ? {} : { demo: claims }),
    };
  });
