import { here } from './navigation.ts';

const key = 'sign-in-at';
/** Coming back without a session within this time means that the browser keeps none: trying again would go round in circles. */
const circleMs = 20_000;

/** Leaves for the sign-in page, to come back to this one. False if that was tried moments ago. */
export const signIn = (): boolean => {
  if (Date.now() - lastTried() < circleMs) return false;
  try {
    sessionStorage.setItem(key, String(Date.now()));
  } catch {
    // Without storage a circle can't be seen; the sign-in itself has limits.
  }
  location.replace(`/pages/sign-in?then=${encodeURIComponent(here())}`);
  return true;
};

const lastTried = (): number => {
  try {
    return Number(sessionStorage.getItem(key) ?? 0);
  } catch {
    return 0;
  }
};
