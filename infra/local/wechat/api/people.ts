import { findPerson } from '../people/followers.ts';
import type { Follower } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError } from './error.ts';

/** The person with this openid, following or not. Throws 40003. */
export const personOf = (world: World, openid: string): Follower => {
  const person = findPerson(world, openid);
  if (!person) throw new ApiError(40003);
  return person;
};

/** The follower with this openid. Throws 40003 when nobody has it, 43004 when the person does not follow. */
export const followerOf = (world: World, openid: string): Follower => {
  const person = personOf(world, openid);
  if (!person.following) throw new ApiError(43004);
  return person;
};
