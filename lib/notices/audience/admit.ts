import type { NoticePreferencesStore } from '../../followers/notice-preferences.ts';
import { segmentSize } from '../segment.ts';
import type { CountedSoFar } from '../segments.ts';
import type { Capped } from './caps.ts';
import type { Person } from './merge.ts';

/** Somebody who is to get the notice, and what had been counted up to and with them. */
export interface Admitted {
  openid: string;
  accounts: number;
  optedOut: number;
}

/** Some of an audience after everybody was looked at, and the counts up to the last of them, admitted or not. */
export interface AdmittedBatch {
  admitted: Admitted[];
  counted: CountedSoFar;
}

/** What looking at people takes. `choice` is the one by which they can switch the notice off. */
export interface AdmitDeps {
  preferences: Pick<NoticePreferencesStore, 'ofMany'>;
  capped: Capped;
  choice: string | undefined;
}

async function* batchesOf(people: AsyncIterable<Person>): AsyncGenerator<Person[]> {
  let batch: Person[] = [];
  for await (const person of people) {
    if (batch.push(person) < segmentSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Asks for the next before the present one is used. */
async function* oneAhead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let coming = items.next();
  for (;;) {
    const { value, done } = await coming;
    if (done) return;
    coming = items.next();
    // Met where it is awaited; a caller who stops early never does.
    coming.catch(() => undefined);
    yield value;
  }
}

async function* looked(deps: AdmitDeps, people: AsyncIterable<Person>) {
  for await (const batch of batchesOf(people)) {
    const openids = batch.map(({ openid }) => openid);
    const [recipients, capped] = await Promise.all([deps.preferences.ofMany(openids), deps.capped(openids)]);
    yield batch.map((person) => ({
      person,
      recipient: recipients.get(person.openid),
      capped: capped.has(person.openid),
    }));
  }
}

/** Leaves out who has gone, who switched such notices off, and who has had enough for a day; counts on from `counted`. */
export async function* admit(
  deps: AdmitDeps,
  people: AsyncIterable<Person>,
  counted: CountedSoFar,
): AsyncGenerator<AdmittedBatch> {
  const { accounts, optedOut } = counted;
  const count = { accounts, optedOut };
  for await (const batch of oneAhead(looked(deps, people))) {
    const admitted: Admitted[] = [];
    for (const { person, recipient, capped } of batch) {
      if (recipient === undefined || !recipient.following) continue;
      if (deps.choice !== undefined && recipient.preferences.off.includes(deps.choice)) count.optedOut += 1;
      else if (!capped) {
        count.accounts += person.accounts;
        admitted.push({ openid: person.openid, ...count });
      }
    }
    yield { admitted, counted: { ...count } };
  }
}
