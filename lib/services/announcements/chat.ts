import type { Asked, Ports } from '../../guard/service.ts';
import { fitText, maximumTextBytes, type Reply, textReply } from '../../wechat/reply.ts';
import type { Emergencies } from './emergency-store.ts';
import type { Emergency } from './model.ts';
import { momentInWords } from './wording.ts';

/** What the answers of emergencies need. */
export interface EmergencyPorts extends Pick<Ports, 'pageUrl'> {
  emergencies: Pick<Emergencies, 'list'>;
}

/** Emergencies in one message; the page has all. */
const listed = 3;

const linesOf = ({ headline, place, at, text, advice, updates }: Emergency): string[] => {
  const latest = updates.at(-1);
  return [
    `【${headline}】${place}，${momentInWords(at)}发布`,
    ...(latest === undefined ? [text] : [`最新（${momentInWords(latest.at)}）：${latest.text ?? latest.headline}`]),
    advice,
  ];
};

/** 应急: what is going on now, with the newest of it; where nothing is, the topic's own words. */
export const answerEmergencies =
  ({ emergencies, pageUrl }: EmergencyPorts) =>
  async ({ topic }: Asked): Promise<Reply> => {
    const active = (await emergencies.list()).filter(({ state }) => state === 'active').slice(0, listed);
    if (active.length === 0) return textReply(topic.answer);
    const link = `\n\n<a href="${pageUrl('/pages/emergencies')}">看全部消息</a>`;
    const text = active.map((emergency) => linesOf(emergency).join('\n')).join('\n\n');
    return textReply(`${fitText(text, maximumTextBytes - Buffer.byteLength(link))}${link}`);
  };
