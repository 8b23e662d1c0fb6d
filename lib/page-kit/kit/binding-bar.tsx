import { useEffect } from 'preact/hooks';
import { go } from '../navigation.ts';
import { useApi } from '../use-api.ts';

/** A binding as `/api/binding/list` gives it. */
export interface BindingShown {
  id: string;
  kind: string;
  /** What the kind is called: 户号. */
  title: string;
  /** Masked number of the account. */
  shown: string;
  /** The follower's own name for it: 家, 父母家. */
  label: string;
  role: 'owner' | 'family';
  isDefault: boolean;
  /** Whether this follower may invite family members to it. */
  shareable: boolean;
  /** Epoch milliseconds. */
  boundAt: number;
}

/** `家 62****7890`. */
export const bindingName = ({ label, shown }: Pick<BindingShown, 'label' | 'shown'>): string =>
  label && label !== shown ? `${label} ${shown}` : shown;

/** At the top of a service's page: which of the follower's accounts it shows, and, when there are several, the choice. The choice is `?binding=` of the page; pass that on to the API. */
export const BindingBar = ({ kind, chosen }: { kind: string; chosen: string | undefined }) => {
  const list = useApi<{ bindings: BindingShown[] }>('/api/binding/list');
  const bindings = (list.data?.bindings ?? []).filter((binding) => binding.kind === kind);
  const shown = bindings.find(({ id }) => id === chosen) ?? bindings.find(({ isDefault }) => isDefault) ?? bindings[0];
  useEffect(() => {
    // One that was unbound meanwhile, in an old link: the default is shown instead.
    if (list.state === 'ready' && chosen && !bindings.some(({ id }) => id === chosen)) choose(undefined);
  });
  if (bindings.length < 2) return <p class="binding-bar">{shown && bindingName(shown)}</p>;
  return (
    <p class="binding-bar">
      <select aria-label="看哪一个" value={shown?.id} onChange={(event) => choose(event.currentTarget.value)}>
        {bindings.map((binding) => (
          <option key={binding.id} value={binding.id}>
            {bindingName(binding)}
          </option>
        ))}
      </select>
    </p>
  );
};

const choose = (id: string | undefined) => {
  const address = new URL(location.href);
  if (id) address.searchParams.set('binding', id);
  else address.searchParams.delete('binding');
  go(address.pathname + address.search, { replace: true });
};
