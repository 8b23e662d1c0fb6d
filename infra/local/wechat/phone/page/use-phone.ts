import { createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { PhoneFollower, Say, Tap } from '../../contract.ts';
import { useSimulation } from './use-simulation.ts';
import { pageAddress } from './web-address.ts';

/** What the person who holds this phone can do. */
export interface PhoneActs {
  follower: PhoneFollower;
  say(say: Say): Promise<void>;
  tap(tap: Tap): Promise<void>;
  /** Taps a button that reports a place, being at this place. */
  tapAt(key: string, place: NonNullable<PhoneFollower['location']>): Promise<void>;
  scan(scene: string): Promise<void>;
  follow(): void;
  unfollow(): void;
  /** Opens a page over the chat; `undefined` closes it. */
  open(url: string | undefined): void;
  showImage(url: string | undefined): void;
  view: string | undefined;
  image: string | undefined;
}

/** Provided by each phone. */
export const PhoneContext = createContext<PhoneActs | undefined>(undefined);

/** The phone around this part of the page. */
export const usePhone = (): PhoneActs => {
  const acts = useContext(PhoneContext);
  if (!acts) throw new Error('No phone around this part of the page.');
  return acts;
};

/** The acts of one follower. */
export const usePhoneActs = (follower: PhoneFollower): PhoneActs => {
  const { server, act } = useSimulation();
  const [view, setView] = useState<string>();
  const [image, showImage] = useState<string>();
  const { openid } = follower;
  const open = (url: string | undefined) => setView(url && pageAddress(url, openid, location.origin));
  return {
    follower,
    say: (say) => act(server.say(openid, say)),
    tap: (tap) => act(server.tap(openid, tap)),
    tapAt: (key, place) => act(server.moveTo(openid, place).then(() => server.tap(openid, { key }))),
    scan: (scene) => act(server.scan(openid, scene)),
    follow: () => void act(server.follow(openid)),
    unfollow: () => void act(server.unfollow(openid)),
    open,
    showImage,
    view,
    image,
  };
};
