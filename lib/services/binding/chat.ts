import type { Binding } from '../../followers/binding.ts';
import type { Bindings } from '../../followers/bindings.ts';
import { boundInWords } from '../../guard/bound.ts';
import type { Asked, Ports } from '../../guard/service.ts';
import { type Reply, textReply } from '../../wechat/reply.ts';

/** What answering in chat takes. */
export interface BindingChatDeps {
  bindings: Pick<Bindings, 'list'>;
  pageUrl: Ports['pageUrl'];
}

const line = (binding: Binding): string =>
  `· ${boundInWords(binding)}${binding.isDefault ? '（默认）' : ''}${binding.role === 'family' ? '（家人共享）' : ''}`;

/** What is bound and the way to the page; to who has bound nothing, the topic's own words on what it takes. */
export const createBindingAnswer =
  ({ bindings, pageUrl }: BindingChatDeps) =>
  async ({ follower, topic }: Asked): Promise<Reply> => {
    const bound = await bindings.list(follower.openid);
    const bind = `<a href="${pageUrl('/pages/bind')}">${bound.length === 0 ? '点这里绑定' : '再绑一个'}</a>`;
    if (bound.length === 0) return textReply(`${topic.answer}\n\n${bind}`);
    const manage = `<a href="${pageUrl('/pages/me')}">改名、换默认、解绑</a>`;
    return textReply(['您已经绑定了：', ...bound.map(line), '', manage, bind].join('\n'));
  };
