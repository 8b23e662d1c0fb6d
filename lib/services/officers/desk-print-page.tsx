import { useState } from 'preact/hooks';
import {
  Button,
  DeskPage,
  instantName,
  Load,
  type PageModule,
  type PageProps,
  Select,
  useDesk,
} from '../../page-kit/desk.tsx';
import type { InvitationToPrint } from './model.ts';
import { QrCode } from './qr-code.tsx';

type Paper = 'a4' | 'a6';

const papers = [
  { value: 'a4', label: 'A4（张贴）' },
  { value: 'a6', label: 'A6（卡片）' },
];

const closedWords: Record<Exclude<InvitationToPrint['state'], 'open'>, string> = {
  revoked: '这个邀请已经撤回，扫码的人不能加入。请把贴出去的取下来，需要时另做一个。',
  'used-up': '这个邀请的人数已经用完，扫码的人不能加入。需要时另做一个。',
};

/** The page of an invitation: as it is printed, on A4 to post or A6 to hand out. */
const View = ({ params }: PageProps) => {
  const { group = '', id = '' } = params;
  const answer = useDesk<InvitationToPrint>(`/desk/api/officers/groups/${group}/invitations/${id}`);
  return (
    <DeskPage title="邀请函" back={{ label: '专管员', href: `/desk/officers?group=${group}` }}>
      <Load from={answer}>{(invitation) => <Printable invitation={invitation} />}</Load>
    </DeskPage>
  );
};

const Printable = ({ invitation }: { invitation: InvitationToPrint }) => {
  const [paper, choose] = useState<Paper>('a4');
  if (invitation.state !== 'open') {
    return (
      <p class="panel" role="status">
        {closedWords[invitation.state]}
      </p>
    );
  }
  return (
    <>
      <div class="print-choices">
        <Select
          name="paper"
          label="纸张"
          value={paper}
          onChange={(value) => choose(value === 'a6' ? 'a6' : 'a4')}
          options={papers}
        />
        <Button kind="primary" onClick={() => print()}>
          打印
        </Button>
      </div>
      <Letter invitation={invitation} paper={paper} />
    </>
  );
};

const Letter = ({ invitation, paper }: { invitation: InvitationToPrint; paper: Paper }) => {
  const { organisation, group, about, unit, most, until, code, url } = invitation;
  return (
    <article class={`letter letter_${paper}`} aria-label="打印的内容">
      <p class="letter-from">{organisation}</p>
      <h2>邀请您加入{group}</h2>
      <p class="letter-unit">{unit === undefined ? `适用：${about}` : `单位：${unit}`}</p>
      <QrCode text={url} label={`加入${group}的二维码，内容是下面的链接`} />
      <p class="letter-how">用微信扫一扫，按提示填写就能加入</p>
      <dl>
        <div>
          <dt>邀请码</dt>
          <dd class="letter-code">{code}</dd>
        </div>
        <div>
          <dt>有效期</dt>
          <dd>{instantName(until)}前</dd>
        </div>
        <div>
          <dt>人数</dt>
          <dd>{most}人</dd>
        </div>
      </dl>
      <p class="letter-link">
        不能扫码：在微信里打开 <span>{url}</span>，或在公众号的“单位专管员”页填邀请码。
      </p>
    </article>
  );
};

export const page: PageModule = { path: '/desk/officers/invitations/:group/:id', title: '邀请函', View };
