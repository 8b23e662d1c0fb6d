import type { Asked } from '../../guard/service.ts';
import type { Topic } from '../../platform/profile/menu.ts';
import { fitText, maximumTextBytes, type Reply, textReply } from '../../wechat/reply.ts';

const line = ({ title, guide }: Topic): string => `【${title}】${guide}`;

/** As many whole lines as one message holds. */
const wholeLines = (intro: string, lines: string[]): string => {
  let text = intro;
  for (const next of lines) {
    const longer = `${text}\n${next}`;
    if (Buffer.byteLength(longer) > maximumTextBytes) break;
    text = longer;
  }
  return fitText(text);
};

/** The guide's list; topics of the menu come first, since these are what a new follower looks for. */
export const answerGuide = async ({ organisation }: Asked): Promise<Reply> => {
  const { menu, topics, texts } = organisation.profile;
  const onMenu = new Set(menu.flatMap((button) => [button, ...(button.children ?? [])].map(({ topic }) => topic)));
  const first = topics.filter(({ id }) => onMenu.has(id));
  const rest = topics.filter(({ id }) => !onMenu.has(id));
  return textReply(wholeLines(texts.guideIntro, [...first, ...rest].map(line)));
};
