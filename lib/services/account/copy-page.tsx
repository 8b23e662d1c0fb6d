import { Load, Page, type PageModule, Skeleton, useApi } from '../../page-kit/kit.tsx';

/** All that is stored about the follower, as it is stored. WeChat's browser can't download, so it is shown. */
const View = () => {
  const copy = useApi<unknown>('/api/account/export');
  return (
    <Page title="保存了什么" lead="这是公众号里与您有关的全部资料">
      <Load from={copy} waiting={<Skeleton rows={8} />}>
        {(data) => <pre class="card link-text">{JSON.stringify(data, null, 2)}</pre>}
      </Load>
    </Page>
  );
};

export const page: PageModule = { path: '/pages/privacy/copy', title: '保存了什么', View };
