import { render } from 'preact';
import { followLinks } from '../../../page-kit/navigation.ts';
import { type DeskFacts, deskFactsId } from './facts.ts';
import { isShown, Shell } from './shell.tsx';

const readFacts = (): DeskFacts =>
  JSON.parse(document.getElementById(deskFactsId)?.textContent ?? '{"organisation":""}') as DeskFacts;

followLinks(isShown);
const app = document.getElementById('app');
if (app) render(<Shell facts={readFacts()} />, app);
