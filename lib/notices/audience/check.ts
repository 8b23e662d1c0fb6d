import { AppError } from '../../platform/errors.ts';
import type { Areas } from '../areas/store.ts';
import type { Audience, Reason } from '../model.ts';
import { segmentSize } from '../segment.ts';

const bad = (message: string): AppError => new AppError('bad_audience', 'reject', message);

const everyoneNamed: Reason = {
  code: 'covers_everything',
  message: '所选区域就是全部区域，等于通知所有绑定的人。请核对区域；确实要通知所有人，再确认发送。',
};

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/**
 * Checks an audience before anything is stored: reasons to hold the notice for a person's confirmation, none where it is in order. Throws
 * `AppError('bad_audience', 'reject')` where it names nobody or more people than a segment holds, `unknown_area` where it names an area that
 * is not there. A part that was lost is refused, never read as "all".
 */
export const checkAudience = async (areas: Pick<Areas, 'coverEverything'>, audience: Audience): Promise<Reason[]> => {
  switch (audience.of) {
    case 'areas': {
      const { areaIds, bindingKinds, followed } = audience;
      if (!areaIds?.length || !areaIds.every(isText)) throw bad('areaIds must name at least one area');
      if (bindingKinds !== undefined && (bindingKinds.length === 0 || !bindingKinds.every(isText)))
        throw bad('bindingKinds must name at least one kind, or be absent');
      if (followed !== undefined && followed !== true) throw bad('followed must be true, or be absent');
      return (await areas.coverEverything(areaIds)) ? [everyoneNamed] : [];
    }
    case 'people': {
      const { openids, held } = audience;
      if (!openids?.length || !openids.every(isText)) throw bad('openids must name at least one person');
      if (openids.length > segmentSize) throw bad(`openids must name at most ${segmentSize} people`);
      if (held !== undefined && !(isText(held.kind) && openids.every((openid) => isText(held.ids?.[openid]))))
        throw bad('held must name a kind and everybody’s binding, or be absent');
      return [];
    }
    case 'group':
      if (!isText(audience.groupId)) throw bad('groupId must name a group');
      return [];
    case 'notice':
      if (!isText(audience.noticeId)) throw bad('noticeId must name a notice');
      if (!['all', 'not-reached', 'unread'].includes(audience.which))
        throw bad('which must be all, not-reached or unread');
      return [];
    case 'everyone':
      return [];
    default:
      throw bad('of must be areas, group, notice, everyone or people');
  }
};
