import type { Preview } from '../../../notices/port.ts';

/** A notice as the follower sees it in the chat, and the text message for those whom WeChat cannot reach. */
export const NoticeCard = ({ preview }: { preview: Preview }) => (
  <>
    <article class="wechat-card" aria-label="微信里的样子">
      <h3>{preview.title}</h3>
      <dl>
        {preview.lines.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value || '（未填）'}</dd>
          </div>
        ))}
      </dl>
      {preview.link && <footer>查看详情</footer>}
    </article>
    {preview.sms && (
      <p class="sms-text">
        <strong>微信没有送达的，改发短信</strong>
        <br />
        {preview.sms}
      </p>
    )}
  </>
);
