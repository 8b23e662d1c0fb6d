import type { Binding } from '../../followers/binding.ts';
import { Refusal } from '../../guard/refusal.ts';
import type { Organisation } from '../../platform/organisation.ts';
import type { BindingShown } from './model.ts';

/** A binding as its follower may see it. */
export const shownBinding = (organisation: Organisation, binding: Binding): BindingShown => {
  const { id, kind, shown, label, role, isDefault, boundAt } = binding;
  const { bindings } = organisation.profile;
  const rules = Object.hasOwn(bindings, kind) ? bindings[kind] : undefined;
  const shareable = role === 'owner' && rules?.shared === true;
  return { id, kind, title: rules?.title ?? '账户', shown, label, role, isDefault, shareable, boundAt };
};

/** Another's binding, one that is gone and one that never was look the same. */
export const noSuchBinding = (): Refusal =>
  new Refusal('no_such_binding', '没有这项绑定，请刷新页面再看。', { status: 404 });
