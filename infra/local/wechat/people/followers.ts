import type { PhoneFollower } from '../contract.ts';
import { nextOpenid } from '../ids.ts';
import type { Follower } from '../state.ts';
import type { World } from '../world.ts';
import { crowdMember, traitsOf } from './crowds.ts';

const strangerOf = (openid: string): Follower => ({
  openid,
  nickname: '',
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
});

const keepPerson = (world: World, person: Follower): Follower => {
  world.state.followers[person.openid] = person;
  world.changed();
  return person;
};

/** Creates a person who does not follow yet. */
export const createPerson = (world: World, nickname?: string): Follower => {
  const openid = nextOpenid(world);
  return keepPerson(world, { ...strangerOf(openid), nickname: nickname ?? `粉丝${world.state.counter}` });
};

/** The person with this openid, following or not. Whoever asks for one of the silent followers makes a person of them. */
export const findPerson = (world: World, openid: string): Follower | undefined => {
  if (Object.hasOwn(world.state.followers, openid)) return world.state.followers[openid];
  const member = crowdMember(world, openid);
  return member && keepPerson(world, { ...strangerOf(openid), ...traitsOf(member) });
};

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
