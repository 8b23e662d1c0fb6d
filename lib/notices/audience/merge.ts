import { inParallel } from '../../platform/parallel.ts';

/** One reason why somebody is in an audience: a binding in an area, a follow of it, a place in a group, a delivery of an earlier notice. */
export interface Entry {
  openid: string;
  /** Accounts that it stands for; one when absent. */
  accounts?: number;
}

/** A list in the order of openids, page by page: the next page, never empty; undefined at its end. */
export type NextPage = () => Promise<readonly Entry[] | undefined>;

/** Somebody in an audience, and on how many accounts. */
export interface Person {
  openid: string;
  accounts: number;
}

/** A list that is being read: its present page, and the next one, asked for when half of the present is used up. */
interface Reader {
  next: NextPage;
  page: readonly Entry[];
  at: number;
  ahead?: Promise<readonly Entry[] | undefined> | undefined;
}

/** Lists whose first page is asked for at once. */
const lanes = 32;

const headOf = ({ page, at }: Reader): string => page[at]?.openid ?? '';
const accountsOf = ({ page, at }: Reader): number => page[at]?.accounts ?? 1;

/** Lets the reader at the root of the heap sink to its place. */
const sink = (heap: Reader[], from: number): void => {
  const reader = heap[from] as Reader;
  const head = headOf(reader);
  let at = from;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    const right = heap[child + 1];
    if (right !== undefined && headOf(right) < headOf(heap[child] as Reader)) child += 1;
    const smallest = heap[child] as Reader;
    if (headOf(smallest) >= head) break;
    heap[at] = smallest;
    at = child;
  }
  heap[at] = reader;
};

const askAhead = (reader: Reader): void => {
  if (reader.ahead !== undefined || reader.at * 2 < reader.page.length) return;
  reader.ahead = reader.next();
  // Whoever needs the page meets the failure; nobody may ever need it.
  reader.ahead.catch(() => undefined);
};

/** Goes to the reader's next entry; false at its end. */
const advance = async (reader: Reader): Promise<boolean> => {
  reader.at += 1;
  askAhead(reader);
  if (reader.at < reader.page.length) return true;
  const page = await reader.ahead;
  if (page === undefined) return false;
  Object.assign(reader, { page, at: 0, ahead: undefined });
  return true;
};

/** Takes the root out of the heap. */
const dropRoot = (heap: Reader[]): void => {
  const last = heap.pop();
  if (heap.length === 0 || last === undefined) return;
  heap[0] = last;
  sink(heap, 0);
};

const openHeap = async (lists: readonly NextPage[]): Promise<Reader[]> => {
  const readers = await inParallel(
    lists,
    lanes,
    async (next): Promise<Reader> => ({ next, page: (await next()) ?? [], at: 0 }),
  );
  const heap = readers.filter(({ page }) => page.length > 0);
  for (let at = Math.floor(heap.length / 2) - 1; at >= 0; at -= 1) sink(heap, at);
  return heap;
};

/**
 * Everybody in any of the lists, each once, in the order of openids, with the accounts of their entries. At most two pages of each list are in
 * memory. What is out of order in a list would come twice: lists come from keys, which the table keeps in order.
 */
export async function* mergeByOpenid(lists: readonly NextPage[]): AsyncGenerator<Person> {
  const heap = await openHeap(lists);
  let person: Person | undefined;
  for (let reader = heap[0]; reader !== undefined; reader = heap[0]) {
    const openid = headOf(reader);
    if (person !== undefined && person.openid !== openid) {
      yield person;
      person = undefined;
    }
    person = { openid, accounts: (person?.accounts ?? 0) + accountsOf(reader) };
    if (await advance(reader)) sink(heap, 0);
    else dropRoot(heap);
  }
  if (person !== undefined) yield person;
}
