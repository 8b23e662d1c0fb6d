import { useState } from 'preact/hooks';
import {
  Button,
  Cell,
  Cells,
  Empty,
  FormFault,
  get,
  instantName,
  Load,
  Page,
  type PageModule,
  Skeleton,
  useAct,
  useApi,
} from '../../page-kit/kit.tsx';
import type { TrailEntry } from './model.ts';

interface Trail {
  entries: TrailEntry[];
  /** Where the next page begins; absent on the last. */
  next?: string;
}

/** Who looked at the follower's personal data, what, and when. */
const View = () => {
  const trail = useApi<Trail>('/api/account/trail');
  return (
    <Page title="查询记录" lead="每一次查看您的个人资料，都会记在这里，不能修改">
      <Load from={trail} waiting={<Skeleton rows={6} />}>
        {(first) => <Entries first={first} />}
      </Load>
    </Page>
  );
};

const Entries = ({ first }: { first: Trail }) => {
  const act = useAct();
  const [later, setLater] = useState<Trail[]>([]);
  const all = [first, ...later];
  const next = all.at(-1)?.next;
  const more = () =>
    act.run(async () => {
      const page = await get<Trail>(`/api/account/trail?after=${encodeURIComponent(next ?? '')}`);
      setLater([...later, page]);
    });
  if (first.entries.length === 0) return <Empty text="还没有人查看过您的个人资料。" />;
  return (
    <>
      <Cells>
        {all
          .flatMap(({ entries }) => entries)
          .map(({ at, title }, index) => (
            <Cell key={index} label={title} note={instantName(at)} />
          ))}
      </Cells>
      <FormFault fault={act.fault} />
      {next && (
        <Button busy={act.busy} onClick={more}>
          更早的记录
        </Button>
      )}
    </>
  );
};

export const page: PageModule = { path: '/pages/trail', title: '查询记录', View };
