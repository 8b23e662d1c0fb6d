import type { Bindings } from '../../followers/bindings.ts';
import type { Family } from '../../followers/family.ts';
import type { ApiCall } from '../../guard/service.ts';
import type { BindingShown } from './model.ts';
import { noSuchBinding, shownBinding } from './shown.ts';

/** What looking after bindings takes. */
export interface ManageDeps {
  bindings: Bindings;
  family: Pick<Family, 'unbind'>;
}

/** All bindings of the follower, the default of each kind first. */
export const listBindings = async (
  { bindings }: ManageDeps,
  { organisation, follower }: ApiCall<unknown>,
): Promise<{ bindings: BindingShown[] }> => {
  const all = await bindings.list(follower.openid);
  return { bindings: all.map((binding) => shownBinding(organisation, binding)) };
};

const done = (worked: boolean): Record<string, never> => {
  if (!worked) throw noSuchBinding();
  return {};
};

/** Names a binding: 家, 父母家. An empty name takes it away. */
export const renameBinding = async (deps: ManageDeps, call: ApiCall<{ id: string; label: string }>) =>
  done(await deps.bindings.rename(call.follower.openid, call.input.id, call.input.label));

/** Makes a binding the one that is meant when none is named. */
export const preferBinding = async (deps: ManageDeps, call: ApiCall<{ id: string }>) =>
  done(await deps.bindings.makeDefault(call.follower.openid, call.input.id));

/** Ends a binding, and what its owner shared with it. */
export const removeBinding = async (deps: ManageDeps, call: ApiCall<{ id: string }>) =>
  done(await deps.family.unbind(call.follower.openid, call.input.id));
