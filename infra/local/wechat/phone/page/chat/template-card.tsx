import { AccountAvatar } from '../parts/avatar.tsx';
import { usePhone } from '../use-phone.ts';
import { useSimulation } from '../use-simulation.ts';
import { isWebAddress } from '../web-address.ts';
import type { ContentOf } from './content.tsx';

/** A notice made from a template: who sends it, the title, its fields, 查看详情. */
export const TemplateCard = ({ notice }: { notice: ContentOf<'template'> }) => {
  const { open } = usePhone();
  const { account } = useSimulation().simulation;
  const { url } = notice;
  return (
    <div class="card wide-card template-card">
      <header>
        <AccountAvatar name={account?.name ?? ''} />
        <span>{account?.name}</span>
      </header>
      <h2>{notice.title}</h2>
      <dl>
        {notice.fields.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {url && isWebAddress(url) && (
        <button type="button" class="template-more" data-testid="notice-details" onClick={() => open(url)}>
          <span>查看详情</span>
          <span aria-hidden="true">›</span>
        </button>
      )}
    </div>
  );
};
