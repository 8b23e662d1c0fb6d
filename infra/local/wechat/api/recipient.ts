import { HttpAnswer } from '../http/answer.ts';
import { crowdMember } from '../people/crowds.ts';
import type { Crowd, Follower, Template } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError } from './error.ts';
import { personOf } from './people.ts';

/** Whom a notice goes to: one of the people, or one of the silent followers. */
export interface Recipient {
  openid: string;
  following: boolean;
  blacklisted: boolean;
  notices: Follower['notices'];
  person?: Follower;
  crowd?: Crowd;
  /** Number among the silent followers. */
  number?: number;
}

/** The recipient with this openid, following or not. Throws 40003, and the code with which a crowd refuses. */
export const recipientOf = (world: World, openid: string): Recipient => {
  const member = Object.hasOwn(world.state.followers, openid) ? undefined : crowdMember(world, openid);
  if (member === undefined) {
    const person = personOf(world, openid);
    const { following, blacklisted, notices } = person;
    return { openid, following, blacklisted, notices, person };
  }
  const { following, notices, refusedWith } = member.crowd;
  if (refusedWith !== undefined) throw new ApiError(refusedWith);
  return { openid, following, blacklisted: false, notices, crowd: member.crowd, number: member.number };
};

/** Sends one message and counts the refusal, if it is one. */
export const counted = async <Answer>(
  world: World,
  { template_id }: Template,
  data: string,
  send: () => Promise<Answer>,
): Promise<Answer> => {
  try {
    return await send();
  } catch (error) {
    if (error instanceof ApiError) world.counts.refuse(template_id, data, error.errcode);
    throw error;
  }
};

/** The answer of a sent template message; a million of them are worth writing by hand. */
export const sentAnswer = (messageId: string): HttpAnswer =>
  new HttpAnswer(
    200,
    { 'content-type': 'application/json; charset=utf-8' },
    `{"errcode":0,"errmsg":"ok","msgid":${messageId}}`,
  );

/** The same answer, left out of the logs. */
export const silently = ({ status, headers, body }: HttpAnswer): HttpAnswer =>
  new HttpAnswer(status, headers, body, true);
