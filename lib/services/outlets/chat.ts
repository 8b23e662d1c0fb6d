import { placeKeptMs } from '../../followers/follower.ts';
import type { Asked } from '../../guard/service.ts';
import type { Outlet } from '../../platform/organisation.ts';
import { fill } from '../../platform/wording.ts';
import { fitText, type Reply, textReply } from '../../wechat/reply.ts';
import { type NearOutlet, nearest } from './nearest.ts';

const shown = 3;

/** Below a kilometre in metres, above in kilometres with one decimal. */
const inWords = (metres: number): string => (metres < 1000 ? `${metres}米` : `${(metres / 1000).toFixed(1)}公里`);

/** A marker on Tencent Maps, from which the follower can be led there (腾讯位置服务 URI API: marker). */
const routeLink = ({ latitude, longitude, name, address }: Outlet): string => {
  const marker = `coord:${latitude},${longitude};title:${name};addr:${address}`;
  return `https://apis.map.qq.com/uri/v1/marker?marker=${encodeURIComponent(marker)}&referer=bianmin`;
};

const entry = ({ outlet, metres }: NearOutlet, position: number): string =>
  [
    `${position + 1}. ${outlet.name}（${inWords(metres)}）`,
    outlet.address,
    outlet.hours,
    outlet.telephone,
    outlet.contact && `负责人：${outlet.contact}`,
    `<a href="${routeLink(outlet)}">查看路线</a>`,
  ]
    .filter(Boolean)
    .join('\n');

/** Labels are the sender's; the outlets below need the room. */
const mostLabelBytes = 120;

const placeOf = ({ place, follower, now }: Asked) => {
  if (place !== undefined) return { ...place, label: fitText(place.label.trim(), mostLabelBytes) || '您发送的位置' };
  const last = follower.lastPlace;
  return last !== undefined && now - last.at < placeKeptMs ? { ...last, label: '您当前的位置' } : undefined;
};

/** The three nearest outlets of a place that was sent, or lately reported; without one, the topic's own words, which ask for it. */
export const answerOutlets = async (asked: Asked): Promise<Reply> => {
  const { organisation, topic } = asked;
  const { texts, telephone } = organisation.profile;
  const place = placeOf(asked);
  if (place === undefined) return textReply(topic.answer);
  if (organisation.outlets.length === 0) return textReply(fill(texts.outletsNone, { telephone }));
  const intro = fill(texts.outletsNearest, { place: place.label });
  return textReply([intro, ...nearest(organisation.outlets, place, shown).map(entry)].join('\n\n'));
};
