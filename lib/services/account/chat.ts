import type { Asked, Ports } from '../../guard/service.ts';
import { type Reply, textReply } from '../../wechat/reply.ts';

/** The topic's words, and the way to the follower's own corner. */
export const createAccountAnswer =
  ({ pageUrl }: Pick<Ports, 'pageUrl'>) =>
  async ({ topic }: Asked): Promise<Reply> =>
    textReply(`${topic.answer}\n\n<a href="${pageUrl('/pages/me')}">打开“我的”办理</a>`);
