import type { Binding } from '../followers/binding.ts';
import { AppError } from '../platform/errors.ts';

/** The binding of a question or a request to a service that needs one; the guard never lets one through without it. */
export const boundOf = ({ binding }: { binding?: Binding }): Binding => {
  if (binding === undefined) throw new AppError('no_binding', 'give-up', 'a service that needs a binding got none');
  return binding;
};

/** The binding in words: what the follower calls it, and the masked number. */
export const boundInWords = ({ label, shown }: Binding): string =>
  label === '' || label === shown ? shown : `${label} ${shown}`;
