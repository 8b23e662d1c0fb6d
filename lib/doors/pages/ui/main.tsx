import { render } from 'preact';
import { readFacts } from '../../../page-kit/facts.ts';
import { followLinks, here } from '../../../page-kit/navigation.ts';
import { restoreTypeSize } from '../../../page-kit/type-size.ts';
import { isShown, Shell } from './shell.tsx';

// What signing in by WeChat leaves behind.
if (location.hash === '#wechat_redirect') history.replaceState(null, '', here());
restoreTypeSize();
followLinks(isShown);
const app = document.getElementById('app');
if (app) {
  app.replaceChildren();
  render(<Shell facts={readFacts()} />, app);
}
