import { useState } from 'preact/hooks';
import {
  DeskPage,
  Field,
  Form,
  go,
  Load,
  missing,
  type PageModule,
  Panel,
  post,
  Select,
  toast,
  useAct,
  useDesk,
  useRoomTitle,
} from '../../../page-kit/desk.tsx';
import type { OutageKind, Supply } from '../../../services/outages/model.ts';
import { AreaPicker, type ChosenArea } from '../areas/picker.tsx';
import type { OutageOffer } from './model.ts';
import { TimeField } from './time-field.tsx';

interface Draft {
  kind: OutageKind;
  supply: Supply;
  areas: ChosenArea[];
  reason: string;
  from: string;
  to: string;
}

const emptyDraft = ({ kinds, supplies }: OutageOffer): Draft => ({
  kind: kinds[0]?.value ?? 'planned',
  supply: supplies[0]?.value ?? 'power',
  ...{ areas: [], reason: '', from: '', to: '' },
});

const checkOf =
  ({ areas, reason, from, to }: Draft) =>
  () =>
    missing('reason', '原因', reason) ??
    missing('from', '开始时间', from) ??
    missing('to', '结束时间', to) ??
    (areas.length === 0 ? { code: 'missing', field: 'areas', message: '请至少选一个区域' } : undefined);

const OutageForm = ({ offer }: { offer: OutageOffer }) => {
  const act = useAct();
  const [request] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState(() => emptyDraft(offer));
  const set = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const submit = async () => {
    const body = { request, ...draft, areas: draft.areas.map(({ id }) => id) };
    const { id, noticeId } = await post<{ id: string; noticeId?: string }>('/desk/api/outages', body);
    toast('已保存，正在统计人数。核对后请确认发出');
    go(noticeId === undefined ? `/desk/outages/${id}` : `/desk/notices/${noticeId}`);
  };
  return (
    <Panel>
      <Form act={act} submit="保存并统计人数" check={checkOf(draft)} onSubmit={submit}>
        <div class="line">
          <Select
            name="kind"
            label="类型"
            value={draft.kind}
            onChange={(kind) => set({ kind: kind as OutageKind })}
            options={offer.kinds}
          />
          {offer.supplies.length > 1 && (
            <Select
              name="supply"
              label="停什么"
              value={draft.supply}
              onChange={(supply) => set({ supply: supply as Supply })}
              options={offer.supplies}
            />
          )}
        </div>
        <Field
          name="reason"
          label="原因"
          value={draft.reason}
          onInput={(reason) => set({ reason })}
          maxLength={20}
          hint="最多 20 个字，会显示在通知里"
        />
        <div class="line">
          <TimeField name="from" label="开始时间" value={draft.from} onInput={(from) => set({ from })} />
          <TimeField name="to" label="预计结束时间" value={draft.to} onInput={(to) => set({ to })} />
        </div>
        <AreaPicker
          chosen={draft.areas}
          onChange={(areas) => set({ areas })}
          fault={act.fault?.field?.startsWith('areas') ? act.fault.message : undefined}
        />
      </Form>
      <p class="note">保存后先统计要通知多少人，确认以后才会发出。</p>
    </Panel>
  );
};

const View = () => {
  const title = useRoomTitle('/desk/outages');
  return (
    <DeskPage title={`新建${title}信息`} back={{ label: title, href: '/desk/outages' }}>
      <Load from={useDesk<OutageOffer>('/desk/api/outages/offer')}>{(offer) => <OutageForm offer={offer} />}</Load>
    </DeskPage>
  );
};

export const page: PageModule = { path: '/desk/outages/new', title: '新建停供信息', View };
