import { describe, expect, it, test } from 'vitest';
import type { ElectricityAccount } from '../../../../../lib/backend/kinds/electricity-account.ts';
import type { ChangeOutcome } from '../../../../../lib/backend/port.ts';
import type { CodeRequest, CodeSender } from '../../../../../lib/followers/code-sender.ts';
import { maskPhone } from '../../../../../lib/platform/masking.ts';
import { createAccountData } from '../../../../../lib/services/account-data/index.ts';
import { ChangeInput, CodeInput, type ConfirmAnswer } from '../../../../../lib/services/account-data/model.ts';
import { maskAddress } from '../../../../../lib/services/account-data/rules.ts';
import { contentOf } from '../../../../support/chat.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { aBackend, aBinding, anAsked, aPageUrl, callRoute } from '../../../../support/services.ts';

const organisation = await anOrganisation('power');
const account: ElectricityAccount = {
  holderName: '张小明',
  phone: '13800005678',
  address: '临江市城中区人民路18号3栋2单元501室',
  meterType: 'postpaid',
  areaId: 'linjiang',
};
const binding = aBinding('electricity-account');

/** Codes that are all `123456`, each for one use, with the messages that went out. */
const someCodes = () => {
  const sent: CodeRequest[] = [];
  const open = new Map<string, CodeRequest>();
  const codes: CodeSender = {
    send: async (_, request) => {
      sent.push(request);
      const challenge = `challenge-${sent.length}`;
      open.set(challenge, request);
      return { kind: 'sent', challenge, phoneShown: maskPhone(request.phone), resendAfterS: 30 };
    },
    redeem: async (_, { purpose, challenge, code }) => {
      const request = open.get(challenge);
      if (request?.purpose !== purpose) return { kind: 'spent' };
      if (code !== '123456') return { kind: 'wrong', triesLeft: 4 };
      open.delete(challenge);
      return { kind: 'right', payload: request.payload };
    },
  };
  return { codes, sent };
};

const aDesk = (outcome: ChangeOutcome = { kind: 'changed' }, records = [account]) => {
  const changes: unknown[][] = [];
  const backend = aBackend(binding.subject, {
    'electricity-account': records.map((record) => ({ key: 'record', record })),
  });
  backend.change = async (...given) => {
    changes.push(given);
    return outcome;
  };
  const { codes, sent } = someCodes();
  const [service, guide] = createAccountData({ backend, codes, pageUrl: aPageUrl });
  if (service === undefined || guide === undefined) throw new Error('two services are expected');
  const post = (path: string, input: unknown, as = binding) =>
    callRoute(service, path, { organisation, binding: as, input });
  return {
    service,
    guide,
    changes,
    sent,
    look: (as = binding) => callRoute(service, '/', { organisation, binding: as }),
    start: (input: unknown, as = binding) =>
      post('/start', input, as) as Promise<{ challenge: string; phoneShown: string }>,
    confirm: (challenge: string, code = '123456', as = binding) =>
      post('/confirm', { challenge, code }, as) as Promise<ConfirmAnswer>,
  };
};

describe('the contact on record', () => {
  it('is shown masked, to family too, who may not change it', async () => {
    const { look } = aDesk();
    expect(await look()).toEqual({ phoneShown: '138****5678', addressShown: '临江市城中区****', mayChange: true });
    expect(await look(aBinding('electricity-account', { role: 'family' }))).toMatchObject({ mayChange: false });
  });

  it('shows little of the shortest address', () => expect(maskAddress('西湖')).toBe('西湖****'));
});

describe('a change', () => {
  it('of the mailing address is made after a code to the phone on record, once', async () => {
    const { start, confirm, changes, sent } = aDesk();
    const { challenge, phoneShown } = await start({ what: 'mailingAddress', mailingAddress: '滨江大道206号' });
    expect(phoneShown).toBe('138****5678');
    expect(sent[0]).toMatchObject({ phone: '13800005678', purpose: 'account-data' });
    expect(changes).toEqual([]);
    expect(await confirm(challenge)).toEqual({ kind: 'changed' });
    expect(changes).toEqual([['electricity-account', '6212345678', { mailingAddress: '滨江大道206号' }, challenge]]);
    await expect(confirm(challenge)).rejects.toMatchObject({ code: 'code_spent' });
    expect(changes).toHaveLength(1);
  });

  it('of the phone asks the new phone too, before anything is changed', async () => {
    const { start, confirm, changes, sent } = aDesk();
    const first = await start({ what: 'phone', phone: '13900009999' });
    const second = await confirm(first.challenge);
    expect(second).toMatchObject({ kind: 'new-phone', phoneShown: '139****9999' });
    expect(sent.map(({ phone }) => phone)).toEqual(['13800005678', '13900009999']);
    expect(changes).toEqual([]);
    expect(await confirm(second.kind === 'new-phone' ? second.challenge : '')).toEqual({ kind: 'changed' });
    expect(changes[0]?.slice(1, 3)).toEqual(['6212345678', { phone: '13900009999' }]);
  });

  it('is not made by a wrong code, by a guessed challenge, or for another account', async () => {
    const { start, confirm, changes } = aDesk();
    const { challenge } = await start({ what: 'servicePassword', servicePassword: '739215' });
    await expect(confirm(challenge, '000000')).rejects.toMatchObject({ code: 'wrong_code', field: 'code' });
    await expect(confirm('guessed-challenge')).rejects.toMatchObject({ code: 'code_spent' });
    const other = aBinding('electricity-account', { id: 'binding-2', subject: '6299999999' });
    await expect(confirm(challenge, '123456', other)).rejects.toMatchObject({ code: 'other_binding' });
    expect(changes).toEqual([]);
  });

  it('is refused to family, by whatever route, and no code goes out', async () => {
    const { start, confirm, sent } = aDesk();
    const family = aBinding('electricity-account', { role: 'family' });
    await expect(start({ what: 'phone', phone: '13900009999' }, family)).rejects.toMatchObject({ status: 403 });
    await expect(confirm('challenge-1', '123456', family)).rejects.toMatchObject({ status: 403 });
    expect(sent).toEqual([]);
  });

  it.each(['111111', '123456', '987654', '345678', '900307', '345678'])(
    'to the password %s is refused',
    async (weak) => {
      const { start, sent } = aDesk();
      await expect(start({ what: 'servicePassword', servicePassword: weak })).rejects.toMatchObject({
        code: 'weak_password',
        field: 'servicePassword',
      });
      expect(sent).toEqual([]);
    },
  );

  it('to the phone that is on record already is refused', async () => {
    await expect(aDesk().start({ what: 'phone', phone: '13800005678' })).rejects.toMatchObject({ code: 'same_phone' });
  });

  it('that the organisation refuses is explained', async () => {
    const { start, confirm } = aDesk({ kind: 'refused', reason: 'frozen' });
    const { challenge } = await start({ what: 'mailingAddress', mailingAddress: '滨江大道206号' });
    await expect(confirm(challenge)).rejects.toMatchObject({ code: 'change_refused', status: 409 });
  });

  it('of an account that is gone is explained', async () => {
    const { start, look } = aDesk({ kind: 'changed' }, []);
    await expect(start({ what: 'phone', phone: '13900009999' })).rejects.toMatchObject({ code: 'account_gone' });
    await expect(look()).rejects.toMatchObject({ status: 404 });
  });

  it('leaves neither number, name nor new value in what is refused', async () => {
    const { start } = aDesk();
    const error = await start({ what: 'servicePassword', servicePassword: '111111' }).catch((thrown: Error) => thrown);
    expect(String((error as Error).message)).not.toMatch(/111111|13800005678|张小明|6212345678/);
  });
});

describe('what a page sends', () => {
  test.each([
    { what: 'phone', phone: '1380000567' },
    { what: 'phone', phone: '13900009999', servicePassword: '739215' },
    { what: 'mailingAddress', mailingAddress: '   ' },
    { what: 'mailingAddress', mailingAddress: '路'.repeat(121) },
    { what: 'servicePassword', servicePassword: '12345a' },
    { what: 'holderName', holderName: '李四' },
    { what: 'mail', mail: 'a@example.com' },
  ])('is refused when it is %j', (input) => expect(ChangeInput.safeParse(input).success).toBe(false));

  test('as a code is six digits of a challenge', () => {
    expect(CodeInput.safeParse({ challenge: 'a'.repeat(22), code: '123456' }).success).toBe(true);
    expect(CodeInput.safeParse({ challenge: '../../x', code: '123456' }).success).toBe(false);
    expect(CodeInput.safeParse({ challenge: 'a'.repeat(22), code: '12345' }).success).toBe(false);
  });
});

test('改手机号 in chat tells everybody the ways, with the page', async () => {
  const { guide, service } = aDesk();
  expect(guide.tier).toBe('visitor');
  const text = contentOf((await guide.answer?.(anAsked(organisation, 'account-data-guide', {}))) ?? { type: 'none' });
  expect(text).toContain('户主带身份证到营业厅');
  expect(text).toContain('/pages/account-data');
  expect(service).toMatchObject({ tier: 'registered', binding: 'electricity-account', audited: true });
});
