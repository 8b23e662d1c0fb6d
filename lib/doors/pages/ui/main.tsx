import { render } from 'preact';
import { readFacts } from './facts.ts';
import { followLinks, here } from './navigation.ts';
import { isShown, Shell } from './shell.tsx';
import { restoreTypeSize } from './type-size.ts';

// What signing in by WeChat leaves behind.
if (location.hash === '#wechat_redirect') history.replaceState(null, '', here());
restoreTypeSize();
followLinks(isShown);
const app = document.getElementById('app');
if (app) {
  app.replaceChildren();
  render(<Shell facts={readFacts()} />, app);
}
