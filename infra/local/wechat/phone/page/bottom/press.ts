import type { PhoneMenuButton } from '../../../contract.ts';
import { isWebAddress } from '../web-address.ts';

/** What pressing a menu button does on the phone, besides what the account is told. */
export interface Press {
  /** Names the button to the simulator. */
  key: string;
  /** The page that opens. */
  opens?: string;
  /** What the phone asks the person for before it reports the press. */
  asks?: 'code' | 'place';
}

/** A mini program cannot run here: its web address is opened instead, as old WeChat clients do. */
export const pressOf = ({ type, key, url, name }: PhoneMenuButton): Press => {
  const named = { key: key ?? url ?? name };
  if (type?.startsWith('scancode_')) return { ...named, asks: 'code' };
  if (type === 'location_select') return { ...named, asks: 'place' };
  const opensPage = (type === 'view' || type === 'miniprogram') && url && isWebAddress(url);
  return opensPage ? { ...named, opens: url } : named;
};
