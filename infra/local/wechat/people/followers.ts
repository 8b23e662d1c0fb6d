import type { PhoneFollower } from '../contract.ts';
import { nextOpenid } from '../ids.ts';
import type { Follower } from '../state.ts';
import type { World } from '../world.ts';

/** Creates a person who does not follow yet. */
export const createPerson = (world: World, nickname?: string): Follower => {
  const openid = nextOpenid(world);
  const person: Follower = {
    openid,
    nickname: nickname ?? `粉丝${world.state.counter}`,
    following: false,
    followedAt: 0,
    tags: [],
    remark: '',
    platform: '2',
    subscribeScene: 'ADD_SCENE_SEARCH',
    scene: '',
    allowances: {},
    lastMessageAt: 0,
    typingUntil: 0,
    consents: {},
    notices: 'arrive',
    muted: false,
    blacklisted: false,
    massReceived: {},
  };
  world.state.followers[openid] = person;
  world.changed();
  return person;
};

/** The person with this openid, following or not. */
export const findPerson = (world: World, openid: string): Follower | undefined =>
  Object.hasOwn(world.state.followers, openid) ? world.state.followers[openid] : undefined;

/** Those who follow now, oldest first. */
export const followersNow = (world: World): Follower[] =>
  Object.values(world.state.followers).filter((person) => person.following);

/** A person as the phone page shows it. */
export const phoneView = (person: Follower): PhoneFollower => ({
  openid: person.openid,
  nickname: person.nickname,
  following: person.following,
  tags: person.tags,
  ...(person.location ? { location: person.location } : {}),
});

/** Must follow every change of a person that the phone page shows. */
export const personChanged = (world: World, person: Follower): void => {
  world.changed();
  world.hub.publish({ kind: 'follower', follower: phoneView(person) });
};
