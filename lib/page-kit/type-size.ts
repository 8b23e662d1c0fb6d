import { useState } from 'preact/hooks';

const key = 'big-type';
const mark = 'big-type';

/** Storage may be refused (private mode, a full disk): then the choice lasts as long as the page. */
const remembered = (): boolean => {
  try {
    return localStorage.getItem(key) === '1';
  } catch {
    return false;
  }
};

const remember = (big: boolean) => {
  try {
    localStorage.setItem(key, big ? '1' : '0');
  } catch {
    // Nothing to do: see above.
  }
};

const show = (big: boolean) => document.documentElement.classList.toggle(mark, big);

/** Shows the type size chosen earlier; before the first paint of a page, so that nothing moves. */
export const restoreTypeSize = (): void => {
  show(remembered());
};

/** Whether type is big, and the switch. WeChat's own font setting works beside it. */
export const useBigType = (): [boolean, () => void] => {
  const [big, setBig] = useState(remembered);
  const toggle = () => {
    show(!big);
    remember(!big);
    setBig(!big);
  };
  return [big, toggle];
};
