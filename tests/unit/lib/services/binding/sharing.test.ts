import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFamily } from '../../../../../lib/followers/family.ts';
import { createInvitations } from '../../../../../lib/followers/invitations.ts';
import { createShares } from '../../../../../lib/followers/shares.ts';
import type { Service } from '../../../../../lib/guard/service.ts';
import { keys } from '../../../../../lib/platform/keys.ts';
import type { Organisation } from '../../../../../lib/platform/organisation.ts';
import { createBinding } from '../../../../../lib/services/binding/index.ts';
import { anOrganisation } from '../../../../support/organisations.ts';
import { itemsOf, itemsOfFollower, useTable } from '../../../../support/table.ts';
import { createProofWorld, type ProofWorld } from '../support/proof-world.ts';

const table = useTable();
let power: Organisation;
let world: ProofWorld;
let binding: Service;
let subjects = 0;
const kind = 'electricity-account';
const consentVersion = '2026-11';
beforeAll(async () => {
  power = await anOrganisation('power');
});
beforeEach(() => {
  world = createProofWorld(table, power);
  binding = createBinding(world.deps);
});

interface Shown {
  id: string;
  role: string;
}

const rules = () => power.profile.bindings[kind] as NonNullable<(typeof power.profile.bindings)[string]>;

/** A follower with a binding of their own. */
const anOwner = async () => {
  const openid = await world.follower();
  subjects += 1;
  const subject = String(6300000000 + subjects);
  const proved = { kind, subject, shown: '62****0001', label: '家', areaId: 'nanhu-3', method: 'sms-code' };
  const outcome = await world.deps.enrol(openid, rules(), proved, world.now());
  if (outcome.kind !== 'bound') throw new Error(outcome.kind);
  return { openid, subject, proved, id: outcome.binding.id };
};
const invite = async (owner: { openid: string; id: string }) => {
  const { url } = (await world.ask(binding, 'POST /invite', owner.openid, { id: owner.id })) as { url: string };
  return url.split('/').at(-1) ?? '';
};
const accept = (openid: string, token: string) =>
  world.ask(binding, 'POST /accept', openid, { token, consentVersion }) as Promise<{ binding: Shown }>;
const list = (openid: string) => world.deps.bindings.list(openid);
const members = async ({ openid, id }: { openid: string; id: string }) =>
  ((await world.ask(binding, 'POST /members', openid, { id })) as { members: { place: string }[] }).members;
const refusal = (code: string) => expect.objectContaining({ code, kind: 'reject' });
const spent = refusal('invitation_spent');

/** An owner and a family member. */
const aFamily = async () => {
  const owner = await anOwner();
  const member = await world.follower();
  await accept(member, await invite(owner));
  return { owner, member };
};

describe('an invitation', () => {
  it('lets one person look along, as family, without raising their tier', async () => {
    const owner = await anOwner();
    const [member, other] = [await world.follower(), await world.follower()];
    const token = await invite(owner);
    expect(token).toMatch(/^[\w-]{22}$/);
    const { binding: bound } = await accept(member, token);
    expect(bound).toMatchObject({ role: 'family', shown: '62****0001', shareable: false });
    expect(JSON.stringify(bound)).not.toContain(owner.openid);
    expect(await list(member)).toMatchObject([{ subject: owner.subject, sharedBy: owner.openid, isDefault: true }]);
    expect(await world.followers.get(member)).toMatchObject({ tier: 'visitor' });
    expect(await world.deps.consents.of(member)).toMatchObject([{ given: true, channel: 'invitation' }]);
    await expect(accept(other, token)).rejects.toEqual(spent);
    expect(await members(owner)).toEqual([{ place: '1', since: world.now() }]);
  });

  it('says what it asks consent for before it is accepted, and not for which account', async () => {
    const owner = await anOwner();
    const token = await invite(owner);
    const shown = await world.ask(binding, 'POST /invitation', await world.follower(), { token });
    expect(shown).toMatchObject({ title: '户号', consentVersion });
    expect(JSON.stringify(shown)).not.toMatch(/62\*|6300/);
    const outdated = world.ask(binding, 'POST /accept', await world.follower(), { token, consentVersion: '2020-01' });
    await expect(outdated).rejects.toEqual(refusal('consent_outdated'));
  });

  it('lets in one of ten who open it at once', async () => {
    const token = await invite(await anOwner());
    const people = await Promise.all(Array.from({ length: 10 }, () => world.follower()));
    const results = await Promise.allSettled(people.map((openid) => accept(openid, token)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const bound = await Promise.all(people.map(list));
    expect(bound.flat()).toHaveLength(1);
  });

  it('lasts a day', async () => {
    const owner = await anOwner();
    const [early, late] = [await invite(owner), await invite(owner)];
    world.now.advance(24 * 3_600_000 - 1);
    await expect(accept(await world.follower(), early)).resolves.toHaveProperty('binding');
    world.now.advance(1);
    await expect(accept(await world.follower(), late)).rejects.toEqual(spent);
  });

  it('is refused to its owner, to who has the account already, and for a guessed token', async () => {
    const { owner, member } = await aFamily();
    const token = await invite(owner);
    await expect(accept(owner.openid, token)).rejects.toEqual(refusal('own_invitation'));
    await expect(accept(member, token)).rejects.toEqual(refusal('already_bound'));
    await expect(accept(await world.follower(), 'a'.repeat(22))).rejects.toEqual(spent);
    await expect(accept(await world.follower(), token)).resolves.toHaveProperty('binding');
  });

  it('can be made for an own binding alone, not by a family member nor by a stranger', async () => {
    const { owner, member } = await aFamily();
    const [shared] = await list(member);
    const byMember = world.ask(binding, 'POST /invite', member, { id: shared?.id });
    await expect(byMember).rejects.toEqual(refusal('not_shared'));
    const byStranger = world.ask(binding, 'POST /invite', await world.follower(), { id: owner.id });
    await expect(byStranger).rejects.toEqual(refusal('no_such_binding'));
  });

  it('has room for four, however many come at once', async () => {
    const owner = await anOwner();
    const tokens = await Promise.all(Array.from({ length: 8 }, () => invite(owner)));
    const people = await Promise.all(tokens.map(() => world.follower()));
    const results = await Promise.allSettled(tokens.map((token, each) => accept(people[each] ?? '', token)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect(await members(owner)).toHaveLength(4);
    expect((await Promise.all(people.map(list))).flat()).toHaveLength(4);
  });
});

describe('what was shared', () => {
  it('ends when the owner sends the member away', async () => {
    const { owner, member } = await aFamily();
    const byStranger = world.ask(binding, 'POST /members/remove', await world.follower(), { id: owner.id, place: '1' });
    await expect(byStranger).rejects.toEqual(refusal('no_such_member'));
    await world.ask(binding, 'POST /members/remove', owner.openid, { id: owner.id, place: '1' });
    expect(await list(member)).toEqual([]);
    expect(await members(owner)).toEqual([]);
  });

  it('ends when the owner unbinds, and open invitations with it', async () => {
    const { owner, member } = await aFamily();
    const token = await invite(owner);
    await world.ask(binding, 'POST /remove', owner.openid, { id: owner.id });
    expect(await list(member)).toEqual([]);
    await expect(accept(await world.follower(), token)).rejects.toEqual(spent);
  });

  it('frees the place when the member unbinds', async () => {
    const { owner, member } = await aFamily();
    const [shared] = await list(member);
    await world.ask(binding, 'POST /remove', member, { id: shared?.id });
    expect(await members(owner)).toEqual([]);
    expect(await list(owner.openid)).toHaveLength(1);
  });

  it('never outlives the owner, whoever joins while they unbind', async () => {
    for (let round = 0; round < 4; round += 1) {
      const owner = await anOwner();
      const [token, member] = [await invite(owner), await world.follower()];
      await Promise.allSettled([
        accept(member, token),
        world.ask(binding, 'POST /remove', owner.openid, { id: owner.id }),
      ]);
      expect(await list(member)).toEqual([]);
    }
  }, 20_000);

  it.each(['take', 'holds'] as const)(
    'never outlives an owner who unbinds just before the step "%s" of joining',
    async (step) => {
      const owner = await anOwner();
      const [token, member] = [await invite(owner), await world.follower()];
      const shares = createShares(table);
      const unbindFirst = (async (...given: never[]) => {
        await world.deps.family.unbind(owner.openid, owner.id);
        return (shares[step] as (...given: never[]) => unknown)(...given);
      }) as never;
      const { bindings, openCipher } = world.deps;
      const parts = { bindings, openCipher, invitations: createInvitations(table) };
      const family = createFamily({ ...parts, shares: { ...shares, [step]: unbindFirst } });
      expect(await family.join(member, token, { most: 5, consentVersion }, world.now())).toEqual({ kind: 'spent' });
      expect(await list(member)).toEqual([]);
      expect(await members(owner)).toEqual([]);
    },
  );

  it('leaves the next of the member’s bindings as the default', async () => {
    const { owner, member } = await aFamily();
    const own = { ...owner.proved, subject: '6399999999' };
    await world.deps.enrol(member, rules(), own, world.now());
    await world.deps.family.unbind(owner.openid, owner.id);
    expect(await list(member)).toMatchObject([{ subject: '6399999999', isDefault: true }]);
  });

  it('becomes the member’s own once they prove it themselves, and stays when the owner goes', async () => {
    const { owner, member } = await aFamily();
    await world.deps.enrol(member, rules(), owner.proved, world.now());
    await world.ask(binding, 'POST /remove', owner.openid, { id: owner.id });
    expect(await list(member)).toMatchObject([{ subject: owner.subject, role: 'owner' }]);
  });
});

describe('erasure', () => {
  it('of an owner ends what they shared and their invitations', async () => {
    const { owner, member } = await aFamily();
    const token = await invite(owner);
    await world.deps.erasure.erase(owner.openid, world.now() + 1000);
    expect(await list(member)).toEqual([]);
    expect(await itemsOf(table, keys.invitation(token).pk)).toEqual([]);
    expect(await itemsOfFollower(table, owner.openid)).toHaveLength(1);
  });

  it('of a member takes them out of the owner’s binding', async () => {
    const { owner, member } = await aFamily();
    await world.deps.erasure.erase(member, world.now() + 1000);
    expect(await members(owner)).toEqual([]);
    expect(JSON.stringify(await itemsOfFollower(table, owner.openid))).not.toContain(member);
  });

  it('of the one who had bound a subject that is bound once frees it', async () => {
    const unique = { ...rules(), unique: true };
    const proved = { kind, subject: '6388888888', shown: '62****8888', label: '', method: 'sms-code' };
    const [first, second] = [await world.follower(), await world.follower()];
    await world.deps.enrol(first, unique, proved, world.now());
    await world.deps.erasure.erase(first, world.now() + 1000);
    const left = { ...proved, most: 5, unique: true, role: 'owner' as const, boundAt: 0, consentVersion };
    expect(await world.deps.bindings.bind(second, left)).toMatchObject({ kind: 'bound' });
    expect(await world.deps.bindings.bind(await world.follower(), left)).toEqual({ kind: 'taken' });
  });
});

describe('a subject that may be bound once', () => {
  it('moves to whoever proves it anew', async () => {
    const unique = { ...rules(), unique: true };
    const proved = { kind, subject: '6377777777', shown: '62****7777', label: '', method: 'sms-code' };
    const [first, second] = [await world.follower(), await world.follower()];
    await world.deps.enrol(first, unique, proved, world.now());
    expect(await world.deps.enrol(second, unique, proved, world.now())).toMatchObject({ kind: 'bound' });
    expect(await list(first)).toEqual([]);
    expect(await list(second)).toHaveLength(1);
  });
});
