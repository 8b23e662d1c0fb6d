import type { Asked, Ports } from '../../guard/service.ts';
import { type Reply, textReply } from '../../wechat/reply.ts';

/** How to change an account's data, for everybody: who lost the phone on record can't bind, and needs the other ways. */
export const answerAccountData =
  ({ pageUrl }: Pick<Ports, 'pageUrl'>) =>
  async ({ topic }: Asked): Promise<Reply> =>
    textReply(`${topic.answer}\n\n<a href="${pageUrl('/pages/account-data')}">凭登记的手机号修改</a>`);
