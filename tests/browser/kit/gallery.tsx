import { render } from 'preact';
import { useState } from 'preact/hooks';
import { Toasts } from '../../../lib/page-kit/kit/toast.tsx';
import {
  Amount,
  Badge,
  type Bar,
  BarChart,
  Button,
  Buttons,
  Card,
  Cell,
  Cells,
  CodeField,
  Confirm,
  Empty,
  ErrorView,
  Facts,
  Field,
  Form,
  Hero,
  kwh,
  Masked,
  MonthPicker,
  missing,
  monthName,
  Page,
  Select,
  Skeleton,
  Table,
  Tabs,
  toast,
  useAct,
} from '../../../lib/page-kit/kit.tsx';

const months = Array.from({ length: 24 }, (_, index) => {
  const month = 2024 * 12 + 8 + index;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
});

const bars: Bar[] = months.map((month, index) => {
  const value = Math.round(160 + 90 * Math.cos((index - 11) / 1.9));
  return { key: month, label: String(Number(month.slice(5))), name: monthName(month), value, shown: kwh(value) };
});

const Figures = () => {
  const [month, setMonth] = useState('2026-08');
  return (
    <>
      <Hero label="2026年8月电费" note={<Badge kind="warn">待缴</Badge>}>
        <Amount fen={1234550} big />
      </Hero>
      <Card title="用电量">
        <BarChart caption="近24个月用电量" bars={bars} selected={month} onSelect={setMonth} />
        <MonthPicker months={[...months].reverse()} value={month} onChange={setMonth} />
      </Card>
      <Card title="明细" tips="第二档单价较第一档高0.05元。">
        <Facts
          rows={[
            ['户名', <Masked key="n">张*</Masked>],
            ['户号', '62****7890'],
            ['缴费期限', undefined],
          ]}
        />
        <Table
          caption="阶梯电费"
          head={['档', '用电', '金额']}
          rows={[
            ['第一档', kwh(200), <Amount key="a" fen={10600} />],
            ['第二档', kwh(31.5), <Amount key="b" fen={1827} />],
          ]}
        />
      </Card>
    </>
  );
};

const Inputs = () => {
  const act = useAct();
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [way, setWay] = useState('equal');
  return (
    <Form act={act} submit="提交" check={() => missing('name', '姓名', name)} onSubmit={async () => toast('已提交')}>
      <Field name="name" label="姓名" value={name} onInput={setName} hint="与身份证一致" />
      <Select
        name="way"
        label="还款方式"
        value={way}
        onChange={setWay}
        options={[
          { value: 'equal', label: '等额本息' },
          { value: 'principal', label: '等额本金' },
        ]}
      />
      <CodeField value={code} onInput={setCode} sentTo="138****5678" resendAfterS={1} onResend={async () => {}} />
    </Form>
  );
};

const Others = () => {
  const [asking, ask] = useState(false);
  return (
    <>
      <Cells title="行">
        <Cell label="绑定户号" note="核对后绑定" value="3个" href="#cells" />
        <Cell label="状态" value={<Badge kind="good">已缴</Badge>} />
      </Cells>
      <Empty text="还没有账单。" />
      <ErrorView fault={{ code: 'x', message: '系统开小差了，请稍后再试。' }} onRetry={() => {}} />
      <Skeleton rows={2} hero />
      <Buttons>
        <Button kind="warn" onClick={() => ask(true)}>
          解除绑定
        </Button>
        <Button busy>正在提交</Button>
        <Button disabled>不能按</Button>
      </Buttons>
      {asking && (
        <Confirm title="解除绑定" act={<Button kind="warn">解除</Button>} onClose={() => ask(false)}>
          解除后不再收到通知。
        </Confirm>
      )}
    </>
  );
};

const tabs = [
  { key: 'figures', title: '数字' },
  { key: 'inputs', title: '填写' },
  { key: 'others', title: '其他' },
] as const;

const Gallery = () => {
  const [tab, select] = useState<'figures' | 'inputs' | 'others'>('figures');
  return (
    <>
      <Page title="组件" plain>
        <Tabs label="组件" tabs={tabs} selected={tab} onSelect={select}>
          {tab === 'figures' && <Figures />}
          {tab === 'inputs' && <Inputs />}
          {tab === 'others' && <Others />}
        </Tabs>
      </Page>
      <Toasts />
    </>
  );
};

const app = document.getElementById('app');
if (app) render(<Gallery />, app);
