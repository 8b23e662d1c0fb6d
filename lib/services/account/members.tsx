import { Button, dayOf, Empty, FormFault, Load, post, Skeleton, toast, useAct, useLoad } from '../../page-kit/kit.tsx';

interface Member {
  /** `1` to `4`. */
  place: string;
  /** Epoch milliseconds. */
  since: number;
}

/** The family members of one binding, and the way to end what one of them sees. */
export const Members = ({ id }: { id: string }) => {
  const members = useLoad(id, () => post<{ members: Member[] }>('/api/binding/members', { id }));
  const act = useAct();
  const dismiss = (place: string) =>
    act.run(async () => {
      await post('/api/binding/members/remove', { id, place });
      toast('已移出');
      members.reload();
    });
  return (
    <Load from={members} waiting={<Skeleton rows={2} />}>
      {(data) => (
        <>
          {data.members.length === 0 && <Empty text="还没有家人加入。" />}
          {data.members.map(({ place, since }) => (
            <div key={place} class="member">
              <span>
                家人{place}
                <small class="cell-note">{dayOf(since)}加入</small>
              </span>
              <Button kind="text" busy={act.busy} onClick={() => dismiss(place)}>
                移出家人{place}
              </Button>
            </div>
          ))}
          <FormFault fault={act.fault} />
        </>
      )}
    </Load>
  );
};
