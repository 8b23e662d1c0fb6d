import { Badge, Card, Cell, Cells, Empty, Facts, Hero, instantName, Load, Page, useApi } from '../../page-kit/kit.tsx';
import type { OneOutage } from './api.ts';
import { AreaMap } from './map.tsx';
import type { OutagePhase } from './model.ts';
import type { OutageShown } from './shown.ts';
import { distanceInWords, namesInWords, spanInWords } from './wording.ts';

const phases: Record<OutagePhase, { words: string; kind: 'plain' | 'good' | 'warn' }> = {
  scheduled: { words: '未开始', kind: 'plain' },
  ongoing: { words: '正在进行', kind: 'warn' },
  delayed: { words: '时间延长', kind: 'warn' },
  overdue: { words: '已过预计时间', kind: 'warn' },
  restored: { words: '已恢复', kind: 'good' },
  cancelled: { words: '已取消', kind: 'good' },
};

const Phase = ({ phase }: Pick<OutageShown, 'phase'>) => <Badge kind={phases[phase].kind}>{phases[phase].words}</Badge>;

const OutageCell = ({ outage }: { outage: OutageShown }) => {
  const { id, title, phase, where, metres } = outage;
  const far = metres === undefined ? '' : `　${distanceInWords(metres)}`;
  return (
    <Cell
      label={`${title}${far}`}
      note={
        <>
          {spanInWords(outage)}
          <br />
          {namesInWords(where, 40)}
        </>
      }
      value={<Phase phase={phase} />}
      href={`/pages/outages?id=${id}`}
    />
  );
};

/** Outages below each other, each leading to its page; a sentence where there are none. */
export const OutageList = ({
  title,
  outages,
  none,
}: {
  title: string;
  outages: readonly OutageShown[];
  none: string;
}) => (
  <Cells title={title}>
    {outages.length === 0 && <Cell label={none} note="突然停了的，回公众号回复“报修”，或打下面的电话。" />}
    {outages.map((outage) => (
      <OutageCell key={outage.id} outage={outage} />
    ))}
  </Cells>
);

const Progress = ({ progress }: Pick<OutageShown, 'progress'>) => (
  <Card title="进展">
    <ol class="steps">
      {progress.map(({ at, text }) => (
        <li key={at}>
          {text}
          <small>{instantName(at)}</small>
        </li>
      ))}
    </ol>
  </Card>
);

const endings: Partial<Record<OutagePhase, string>> = {
  overdue: '预计的结束时间已过，还没有收到恢复的消息。家里还没恢复，请打下面的电话。',
  restored: '已经恢复。家里还没有恢复，可能是自己家的开关跳了，请回公众号回复“报修”。',
  cancelled: '这一次已经取消，不停了。',
};

const Outage = ({ outage, map }: OneOutage) => {
  const { title, phase, where, reason, from, to, restoredAt, progress } = outage;
  return (
    <>
      <Hero label={title} note={<Phase phase={phase} />}>
        <span class="span">{spanInWords({ from, to })}</span>
      </Hero>
      {endings[phase] && <p class="binding-bar">{endings[phase]}</p>}
      <Card>
        <Facts
          rows={[
            ['开始', instantName(from)],
            [phase === 'restored' ? '原定结束' : '预计结束', instantName(to)],
            ['恢复', restoredAt === undefined ? undefined : instantName(restoredAt)],
            ['原因', reason],
            ['范围', where.join('、')],
          ]}
        />
      </Card>
      {map && (
        <Card title="区域图" tips="按供应区域画出，只看大致位置，以上面的范围为准。">
          <AreaMap map={map} />
        </Card>
      )}
      {progress.length > 0 && <Progress progress={progress} />}
    </>
  );
};

/** One outage: when, why, where, how it goes. */
export const OutageView = ({ id }: { id: string }) => (
  <Page title="详情" plain>
    <Load from={useApi<OneOutage>(`/api/outages/${encodeURIComponent(id)}`)}>
      {(one) => (one.outage === undefined ? <Empty text="没有查到这一条。" /> : <Outage {...one} />)}
    </Load>
    <Cells>
      <Cell label="查别的地方" href="/pages/outages" />
      <Cell label="通知设置" note="收哪些通知、几点不打扰" href="/pages/notices" />
    </Cells>
  </Page>
);
