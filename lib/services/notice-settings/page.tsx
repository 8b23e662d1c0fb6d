import { useState } from 'preact/hooks';
import {
  Card,
  Cell,
  Cells,
  Check,
  Form,
  Load,
  Page,
  type PageModule,
  post,
  Select,
  toast,
  useAct,
  useApi,
} from '../../page-kit/kit.tsx';
import { FollowedAreas } from './followed-areas.tsx';
import type { NoticeSettings, SettingsInput } from './model.ts';
import { Subscriptions } from './subscriptions.tsx';

const hours = Array.from({ length: 48 }, (_, half) => {
  const time = `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
  return { value: time, label: time };
});

/** The half hours, and the time that was saved where it is none of them. */
const hoursWith = (time: string) =>
  hours.some(({ value }) => value === time) ? hours : [{ value: time, label: time }, ...hours];

type Change = (change: Partial<SettingsInput>) => void;

const Choices = ({ choices, off, change }: Pick<NoticeSettings, 'choices'> & { off: string[]; change: Change }) => (
  <Card title="收哪些通知" tips="关掉后不再收到；办理结果、账户安全这类通知不能关。">
    {choices.map(({ id, title, about }) => (
      <Check
        key={id}
        name={id}
        label={`${title}：${about}`}
        checked={!off.includes(id)}
        onChange={(on) => change({ off: on ? off.filter((other) => other !== id) : [...off, id] })}
      />
    ))}
  </Card>
);

interface QuietProps {
  quiet: SettingsInput['quiet'];
  usual: NoticeSettings['usualQuiet'];
  change: Change;
}

const Quiet = ({ quiet, usual, change }: QuietProps) => (
  <>
    <Card title="免打扰时间" tips="这段时间里的通知等到结束再发；紧急通知不等。">
      <Check
        name="quiet"
        label="夜里不要打扰我"
        checked={quiet !== undefined}
        onChange={(on) => change({ quiet: on ? usual : undefined })}
      />
    </Card>
    {quiet && (
      <div class="fields group">
        <Select
          name="quiet.from"
          label="从几点"
          value={quiet.from}
          options={hoursWith(quiet.from)}
          onChange={(from) => change({ quiet: { ...quiet, from } })}
        />
        <Select
          name="quiet.to"
          label="到几点"
          value={quiet.to}
          options={hoursWith(quiet.to)}
          onChange={(to) => change({ quiet: { ...quiet, to } })}
          hint={quiet.to < quiet.from ? '第二天' : ''}
        />
      </div>
    )}
  </>
);

const Sms = ({ sms, on, change }: { sms: NonNullable<NoticeSettings['sms']>; on: boolean; change: Change }) =>
  sms.phoneProved ? (
    <Card title="短信">
      <Check name="sms" label={sms.text} checked={on} onChange={(checked) => change({ sms: checked })} />
    </Card>
  ) : (
    <Cells title="短信" tips={sms.text}>
      <Cell label="先验证手机号" note="验证后，才能在微信发不到时收短信" href="/pages/register?then=/pages/notices" />
    </Cells>
  );

const Settings = ({ settings }: { settings: NoticeSettings }) => {
  const { choices, quiet, usualQuiet, sms } = settings;
  const [chosen, choose] = useState<SettingsInput>({
    off: choices.filter(({ on }) => !on).map(({ id }) => id),
    ...(quiet === undefined ? {} : { quiet }),
    sms: sms?.on ?? false,
  });
  const act = useAct();
  const change: Change = (some) => choose({ ...chosen, ...some });
  const save = async () => {
    await post('/api/notice-settings', chosen);
    toast('已保存');
  };
  return (
    <Form act={act} submit="保存" onSubmit={save}>
      {choices.length > 0 && <Choices choices={choices} off={chosen.off} change={change} />}
      <Quiet quiet={chosen.quiet} usual={usualQuiet} change={change} />
      {sms && <Sms sms={sms} on={chosen.sms} change={change} />}
    </Form>
  );
};

const View = () => (
  <Page title="通知设置" lead="改好后，请点最下面的“保存”。">
    <Load from={useApi<NoticeSettings>('/api/notice-settings')}>
      {(settings) => (
        <>
          {settings.subscriptions.length > 0 && <Subscriptions subscriptions={settings.subscriptions} />}
          {settings.areas && <FollowedAreas areas={settings.areas} />}
          <Settings settings={settings} />
        </>
      )}
    </Load>
  </Page>
);

/** Which notices a follower gets, of which areas, when, and how. */
export const page: PageModule = { path: '/pages/notices', title: '通知设置', View };
