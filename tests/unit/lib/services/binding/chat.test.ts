import { describe, expect, it } from 'vitest';
import type { Binding } from '../../../../../lib/followers/binding.ts';
import { createAccountAnswer } from '../../../../../lib/services/account/chat.ts';
import { createBindingAnswer } from '../../../../../lib/services/binding/chat.ts';
import { contentOf } from '../../../../support/chat.ts';
import { allOrganisations, anOrganisation } from '../../../../support/organisations.ts';
import { aBinding, anAsked, aPageUrl } from '../../../../support/services.ts';

const answer = async (bound: Binding[]) => {
  const power = await anOrganisation('power');
  const reply = createBindingAnswer({ bindings: { list: async () => bound }, pageUrl: aPageUrl });
  return contentOf(await reply(anAsked(power, 'binding', { words: '绑定' })));
};

describe('绑定', () => {
  it('tells who has bound nothing what it takes, and leads there', async () => {
    const text = await answer([]);
    expect(text).toContain('10位户号');
    expect(text).toContain('<a href="https://account.example/pages/bind?">点这里绑定</a>');
  });

  it('lists what is bound, masked, with the ways to change it', async () => {
    const kind = 'electricity-account';
    const other = aBinding(kind, { id: 'b2', label: '', shown: '62****0002', role: 'family', isDefault: false });
    const text = await answer([aBinding(kind), other]);
    expect(text).toContain('· 家 62****5678（默认）\n· 62****0002（家人共享）');
    expect(text).toContain('/pages/me');
    expect(text).not.toContain('6212345678');
  });

  it('is a topic of every organisation, which promises nothing for later', async () => {
    for (const { id, profile } of await allOrganisations()) {
      const topic = profile.topics.find((each) => each.id === 'bind');
      expect(topic, id).toMatchObject({ service: 'binding', answer: expect.not.stringContaining('陆续开通') });
    }
  });
});

describe('户号管理', () => {
  it('keeps its words, and leads to the follower’s own corner', async () => {
    const power = await anOrganisation('power');
    const text = contentOf(await createAccountAnswer({ pageUrl: aPageUrl })(anAsked(power, 'account', {})));
    expect(text).toContain('最多授权4位家人');
    expect(text).toContain('/pages/me');
  });
});
