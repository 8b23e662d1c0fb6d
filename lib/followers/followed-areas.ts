import { DeleteCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { followerPartition, index, type Key, keys } from '../platform/keys.ts';
import { type Table, written } from '../platform/table.ts';

/** Areas that one follower may follow at once. */
export const mostFollowedAreas = 5;

/** The `kind` of a follow in the index, where it stands among bindings of other kinds. */
export const followedAreaKind = 'followed-area';

/** An area whose outages and emergencies a follower wants to hear of, whether or not they have bound anything there. */
export interface FollowedArea {
  /** The node of the area tree. */
  id: string;
  /** Its name when it was followed: what the follower knows it by, also when it has left the tree. */
  name: string;
  /** Epoch milliseconds. */
  followedAt: number;
}

/** The areas that followers follow. */
export interface FollowedAreas {
  /** The oldest first. One round trip. */
  of(openid: string): Promise<FollowedArea[]>;
  /** False, and nothing is stored, when the follower follows `mostFollowedAreas` others. Repeatable. */
  follow(openid: string, area: FollowedArea): Promise<boolean>;
  /** Repeatable. */
  unfollow(openid: string, areaId: string): Promise<void>;
}

type ListItem = Key & { areas: Record<string, Omit<FollowedArea, 'id'>> };
type LeadItem = Key & { areaId: string; followedAt: number };

/** What leads notices of the area to the follower. */
const leadOf = (openid: string, { id, followedAt }: FollowedArea) => ({
  ...keys.followedArea(openid, id),
  ...index.area(id, openid, followedAreaKind),
  ...{ openid, areaId: id, kind: followedAreaKind, followedAt },
});

const listed = (item: ListItem | undefined): FollowedArea[] =>
  Object.entries(item?.areas ?? {})
    .map(([id, area]) => ({ id, ...area }))
    .sort((a, b) => a.followedAt - b.followedAt);

const createLeads = (table: Table) => ({
  put: (openid: string, area: FollowedArea) =>
    table.client.send(new PutCommand({ TableName: table.name, Item: leadOf(openid, area) })),
  drop: (openid: string, areaId: string) =>
    table.client.send(new DeleteCommand({ TableName: table.name, Key: keys.followedArea(openid, areaId) })),
  /** Spares one that was put since `lead` was read. */
  dropStray: ({ pk, sk, followedAt }: LeadItem) =>
    written(
      table.client.send(
        new DeleteCommand({
          TableName: table.name,
          Key: { pk, sk },
          ConditionExpression: 'followedAt = :seen',
          ExpressionAttributeValues: { ':seen': followedAt },
        }),
      ),
    ),
});

/** The list in one item: two requests at once can't both take the last place in it. */
const createList = (table: Table, openid: string) => {
  const update = (expression: string, condition?: string, names?: Record<string, string>, values?: object) =>
    written(
      table.client.send(
        new UpdateCommand({
          ...{ TableName: table.name, Key: keys.followedAreaList(openid), UpdateExpression: expression },
          ...{ ConditionExpression: condition, ExpressionAttributeNames: names },
          ...(values === undefined ? {} : { ExpressionAttributeValues: { ...values } }),
        }),
      ),
    );
  return {
    take: async ({ id, ...area }: FollowedArea): Promise<boolean> => {
      // A member can only be set in a map that is there.
      await update('SET areas = if_not_exists(areas, :none)', undefined, undefined, { ':none': {} });
      const hasRoom = 'attribute_exists(areas.#id) OR size(areas) < :most';
      return update('SET areas.#id = :area', hasRoom, { '#id': id }, { ':area': area, ':most': mostFollowedAreas });
    },
    leave: (id: string) => update('REMOVE areas.#id', 'attribute_exists(areas.#id)', { '#id': id }),
  };
};

/**
 * Followed areas in the table. The list decides, and is written first; what leads notices to the follower is made to agree with it, by the same
 * request, or, where that one died, whenever the list is read.
 */
export const createFollowedAreas = (table: Table): FollowedAreas => {
  const leads = createLeads(table);

  const read = async (openid: string): Promise<{ areas: FollowedArea[]; found: LeadItem[] }> => {
    const list = keys.followedAreaList(openid);
    const query = {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': followerPartition(openid), ':prefix': followedAreaKind },
    };
    const page = await table.client.send(new QueryCommand({ TableName: table.name, ConsistentRead: true, ...query }));
    const items = (page.Items ?? []) as (ListItem | LeadItem)[];
    const areas = listed(items.find((item): item is ListItem => item.sk === list.sk));
    return { areas, found: items.filter((item): item is LeadItem => item.sk !== list.sk) };
  };

  return {
    of: async (openid) => {
      const { areas, found } = await read(openid);
      const missing = areas.filter(({ id }) => !found.some(({ areaId }) => areaId === id));
      const strays = found.filter(({ areaId }) => !areas.some(({ id }) => id === areaId));
      await Promise.all([...missing.map((area) => leads.put(openid, area)), ...strays.map(leads.dropStray)]);
      return areas;
    },
    follow: async (openid, area) => {
      if (!(await createList(table, openid).take(area))) return false;
      await leads.put(openid, area);
      return true;
    },
    unfollow: async (openid, areaId) => {
      await createList(table, openid).leave(areaId);
      await leads.drop(openid, areaId);
    },
  };
};
