import { useState } from 'preact/hooks';
import { Button, Field, Form, go, missing, post, Sheet, toast, useAct } from '../../../page-kit/desk.tsx';
import type { OutageShown } from './model.ts';
import { TimeField } from './time-field.tsx';

type ChangeKind = 'delay' | 'change' | 'restore' | 'cancel' | 'progress';

const beijingMs = 8 * 3_600_000;
const localOf = (at: number): string => new Date(at + beijingMs).toISOString().slice(0, 16);

const labels: Record<ChangeKind, string> = {
  delay: '推迟结束',
  change: '变更',
  restore: '已恢复',
  cancel: '取消',
  progress: '写进展',
};

const notes: Record<ChangeKind, string> = {
  delay: '会通知同一批人：结束时间推迟。',
  change: '会通知同一批人：新的时间或原因。',
  restore: '会通知同一批人：已经恢复。',
  cancel: '会通知同一批人：不停了。还没有发出的通知会收回。',
  progress: '只显示在停供页面上，不发通知。',
};

const kindsFor = ({ phase }: OutageShown): ChangeKind[] => {
  if (phase === 'restored' || phase === 'cancelled') return [];
  return phase === 'scheduled' ? ['change', 'cancel'] : ['restore', 'delay', 'progress', 'change', 'cancel'];
};

/** Buttons for what can happen to an outage; each opens its form. */
export const OutageChanges = ({ outage, onChanged }: { outage: OutageShown; onChanged: () => void }) => {
  const [open, setOpen] = useState<ChangeKind>();
  return (
    <>
      {kindsFor(outage).map((kind, place) => (
        <Button
          key={kind}
          kind={place === 0 ? 'primary' : kind === 'cancel' ? 'warn' : 'default'}
          onClick={() => setOpen(kind)}
        >
          {labels[kind]}
        </Button>
      ))}
      {open && <ChangeSheet kind={open} outage={outage} onClose={() => setOpen(undefined)} onChanged={onChanged} />}
    </>
  );
};

interface Values {
  from: string;
  to: string;
  reason: string;
  progress: string;
  restoredAt: string;
}

const bodyOf = (
  kind: ChangeKind,
  { from, to, reason, progress, restoredAt }: Values,
  { from: begin, to: end, reason: why }: OutageShown,
) => {
  if (kind === 'delay') return { delayTo: to };
  if (kind === 'restore') return { restoredAt };
  if (kind === 'cancel') return { cancel: true };
  if (kind === 'progress') return { progress };
  return {
    ...(from === localOf(begin) ? {} : { from }),
    ...(to === localOf(end) ? {} : { to }),
    ...(reason === why ? {} : { reason }),
  };
};

interface ChangeSheetProps {
  kind: ChangeKind;
  outage: OutageShown;
  onClose: () => void;
  onChanged: () => void;
}

const ChangeSheet = ({ kind, outage, onClose, onChanged }: ChangeSheetProps) => {
  const act = useAct();
  const [request] = useState(() => crypto.randomUUID());
  const [values, setValues] = useState<Values>(() => ({
    ...{ from: localOf(outage.from), to: localOf(outage.to), reason: outage.reason },
    ...{ progress: '', restoredAt: localOf(Date.now()) },
  }));
  const set = (changes: Partial<Values>) => setValues((before) => ({ ...before, ...changes }));
  const submit = async () => {
    const body = { request, ...bodyOf(kind, values, outage) };
    const { noticeId } = await post<{ noticeId?: string }>(`/desk/api/outages/${outage.id}/change`, body);
    onClose();
    if (noticeId === undefined) {
      toast('已保存');
      onChanged();
      return;
    }
    toast('已保存，请核对人数后确认发出通知');
    go(`/desk/notices/${noticeId}`);
  };
  return (
    <Sheet title={labels[kind]} onClose={onClose}>
      <p class="note">{notes[kind]}</p>
      <Form
        act={act}
        submit={kind === 'progress' ? '保存' : '保存并起草通知'}
        check={() => (kind === 'progress' ? missing('progress', '进展', values.progress) : undefined)}
        onSubmit={submit}
      >
        <ChangeFields kind={kind} values={values} set={set} isScheduled={outage.phase === 'scheduled'} />
      </Form>
    </Sheet>
  );
};

interface ChangeFieldsProps {
  kind: ChangeKind;
  values: Values;
  set: (changes: Partial<Values>) => void;
  isScheduled: boolean;
}

const ChangeFields = ({ kind, values, set, isScheduled }: ChangeFieldsProps) => (
  <>
    {kind === 'change' && isScheduled && (
      <TimeField name="from" label="开始时间" value={values.from} onInput={(from) => set({ from })} />
    )}
    {kind === 'change' && <TimeField name="to" label="结束时间" value={values.to} onInput={(to) => set({ to })} />}
    {kind === 'delay' && <TimeField name="delayTo" label="推迟到" value={values.to} onInput={(to) => set({ to })} />}
    {kind === 'restore' && (
      <TimeField
        name="restoredAt"
        label="恢复时间"
        value={values.restoredAt}
        onInput={(restoredAt) => set({ restoredAt })}
      />
    )}
    {kind === 'change' && (
      <Field name="reason" label="原因" value={values.reason} onInput={(reason) => set({ reason })} maxLength={20} />
    )}
    {kind === 'progress' && (
      <Field
        name="progress"
        label="进展"
        value={values.progress}
        onInput={(progress) => set({ progress })}
        maxLength={100}
        hint="例如：抢修人员已到现场"
      />
    )}
  </>
);
