import { useId, useState } from 'preact/hooks';
import { Field, Form, go, missing, post, toast, useAct } from '../../page-kit/desk.tsx';

const TextArea = ({ label, value, onInput }: { label: string; value: string; onInput: (value: string) => void }) => {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={6}
        maxLength={5000}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
};

/** Drafts a notice that the group's members have to confirm; the notice's own page then shows the count and lets it go out. */
export const NoticeForm = ({ groupId }: { groupId: string }) => {
  const act = useAct();
  const [key] = useState(() => crypto.randomUUID());
  const [title, setTitle] = useState('');
  const [department, setDepartment] = useState('');
  const [requirement, setRequirement] = useState('');
  const [text, setText] = useState('');
  const [hours, setHours] = useState('24');
  const save = async () => {
    const body = { key, title, department, requirement, text, remindAfterHours: Number(hours) };
    const sent = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== ''));
    const { id } = await post<{ id: string }>(`/desk/api/officers/groups/${groupId}/notify`, sent);
    toast('已保存，请核对人数后确认发送');
    go(`/desk/notices/${id}`);
  };
  const check = () => missing('title', '通知标题', title) ?? missing('requirement', '办理要求', requirement);
  return (
    <Form act={act} submit="保存并统计人数" check={check} onSubmit={save}>
      <Field name="title" label="通知标题" value={title} onInput={setTitle} maxLength={20} />
      <Field
        name="requirement"
        label="办理要求"
        value={requirement}
        onInput={setRequirement}
        maxLength={20}
        hint="比如：请于3月10日前报送"
      />
      <Field
        name="department"
        label="发布部门（可不填）"
        value={department}
        onInput={setDepartment}
        maxLength={20}
        optional
      />
      <TextArea label="正文（可不填，在通知页上显示）" value={text} onInput={setText} />
      <Field
        name="remindAfterHours"
        label="多少小时后提醒没有阅读的人"
        value={hours}
        onInput={setHours}
        inputMode="numeric"
        maxLength={3}
        hint="到时发短信，每人最多一条"
      />
    </Form>
  );
};
