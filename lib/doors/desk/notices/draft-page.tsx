import { useState } from 'preact/hooks';
import type { Preview } from '../../../notices/port.ts';
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
} from '../../../page-kit/desk.tsx';
import { AreaPicker, type ChosenArea } from '../areas/picker.tsx';
import { NoticeCard } from './card.tsx';
import type { DraftOffer } from './model.ts';

type AudienceKind = 'areas' | 'group' | 'everyone';

interface Draft {
  template: string;
  fields: Record<string, string>;
  title: string;
  lane: 'bulk' | 'urgent';
  of: AudienceKind;
  areas: ChosenArea[];
  groupId: string;
  releaseAt: string;
}

const audienceOf = ({ of, areas, groupId }: Draft) => {
  if (of === 'areas') return { of, areaIds: areas.map(({ id }) => id) };
  return of === 'group' ? { of, groupId } : { of };
};

const bodyOf = (draft: Draft, request: string) => ({
  ...{ request, template: draft.template, fields: draft.fields, title: draft.title, lane: draft.lane },
  audience: audienceOf(draft),
  ...(draft.releaseAt === '' ? {} : { releaseAt: draft.releaseAt }),
});

const emptyDraft = ({ templates }: DraftOffer): Draft => ({
  template: templates[0]?.key ?? '',
  ...{ fields: {}, title: '', lane: 'bulk', of: 'areas', areas: [], groupId: '', releaseAt: '' },
});

const checkOf = (draft: Draft) => () =>
  missing('title', '标题', draft.title) ??
  (draft.of === 'areas' && draft.areas.length === 0
    ? { code: 'missing', field: 'audience.areaIds', message: '请至少选一个区域' }
    : undefined) ??
  (draft.of === 'group' ? missing('audience.groupId', '分组', draft.groupId) : undefined);

const choicesOf = ({ groups }: DraftOffer) => [
  { value: 'areas', label: '某些区域里的绑定户' },
  ...(groups.length > 0 ? [{ value: 'group', label: '分组' }] : []),
  { value: 'everyone', label: '全部关注者' },
];

const previewOf = ({ title, fields }: DraftOffer['templates'][number], draft: Draft): Preview => ({
  title,
  lines: fields.map(({ key, label }) => ({ label, value: draft.fields[key] ?? '' })),
});

const DraftForm = ({ offer }: { offer: DraftOffer }) => {
  const act = useAct();
  const [request] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState(() => emptyDraft(offer));
  const set = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const template = offer.templates.find(({ key }) => key === draft.template);
  return (
    <div class="columns">
      <Panel>
        <Form
          act={act}
          submit="保存并统计人数"
          check={checkOf(draft)}
          onSubmit={async () => {
            const { id } = await post<{ id: string }>('/desk/api/notices', bodyOf(draft, request));
            toast('已保存，正在统计人数');
            go(`/desk/notices/${id}`);
          }}
        >
          <Select
            name="template"
            label="通知模板"
            value={draft.template}
            onChange={(key) => set({ template: key, fields: {} })}
            options={offer.templates.map(({ key, title }) => ({ value: key, label: title }))}
          />
          {template?.fields.map(({ key, label, limit }) => (
            <Field
              key={key}
              name={`fields.${key}`}
              label={label}
              hint={limit}
              value={draft.fields[key] ?? ''}
              onInput={(value) => set({ fields: { ...draft.fields, [key]: value } })}
            />
          ))}
          <Field
            name="title"
            label="标题（只给同事看）"
            value={draft.title}
            onInput={(title) => set({ title })}
            maxLength={60}
          />
          <div class="line">
            {offer.mayBeUrgent && (
              <Select
                name="lane"
                label="类别"
                value={draft.lane}
                onChange={(lane) => set({ lane: lane as Draft['lane'] })}
                options={[
                  { value: 'bulk', label: '普通（避开夜间和个人免打扰时段）' },
                  { value: 'urgent', label: '紧急（立即发出，不受免打扰限制）' },
                ]}
              />
            )}
            <ReleaseAt value={draft.releaseAt} onChange={(releaseAt) => set({ releaseAt })} />
          </div>
          <Select
            name="audience.of"
            label="发给谁"
            value={draft.of}
            onChange={(of) => set({ of: of as AudienceKind })}
            options={choicesOf(offer)}
          />
          {draft.of === 'areas' && (
            <AreaPicker
              chosen={draft.areas}
              onChange={(areas) => set({ areas })}
              fault={act.fault?.field?.startsWith('audience') ? act.fault.message : undefined}
            />
          )}
          {draft.of === 'group' && (
            <Select
              name="audience.groupId"
              label="分组"
              value={draft.groupId}
              onChange={(groupId) => set({ groupId })}
              options={[
                { value: '', label: '请选择' },
                ...offer.groups.map(({ id, title }) => ({ value: id, label: title })),
              ]}
            />
          )}
        </Form>
        <p class="note">保存后先统计人数，确认以后才会发出。</p>
      </Panel>
      <Panel title="收到的样子">{template && <NoticeCard preview={previewOf(template, draft)} />}</Panel>
    </div>
  );
};

/** A date and a time, Beijing's; empty for at once. */
const ReleaseAt = ({ value, onChange }: { value: string; onChange: (value: string) => void }) => (
  <div class="field">
    <label for="release-at">发出时间（不填就在确认后发出）</label>
    <input
      id="release-at"
      type="datetime-local"
      value={value}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  </div>
);

const View = () => (
  <DeskPage title="写通知" back={{ label: '通知', href: '/desk/notices' }}>
    <Load from={useDesk<DraftOffer>('/desk/api/notices/offer')}>{(offer) => <DraftForm offer={offer} />}</Load>
  </DeskPage>
);

export const page: PageModule = { path: '/desk/notices/new', title: '写通知', View };
