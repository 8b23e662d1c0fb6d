import type { ChatMessage, Delivered, PhoneMenuButton, Say } from '../../../infra/local/wechat/contract.ts';
import type { JsonClient } from './json-client.ts';
import { type Choice, textOf } from './replies.ts';

/** Somebody with a phone. What they do resolves when WeChat is done with it. */
export interface Person {
  readonly openid: string;
  /** What the account answered to the follow. */
  readonly welcomed: Delivered;
  say(content: string): Promise<Delivered>;
  send(message: Say): Promise<Delivered>;
  /** Says `words` into the phone; `recognised` when WeChat adds its own recognition. */
  voice(words: string, recognised?: boolean): Promise<Delivered>;
  locate(latitude: number, longitude: number, label?: string): Promise<Delivered>;
  /** The phone reports its position by itself. */
  report(latitude: number, longitude: number): Promise<Delivered>;
  choose(choice: Choice): Promise<Delivered>;
  /** Taps a menu button, by its key or its name. */
  tap(button: string): Promise<Delivered>;
  scan(scene: string): Promise<Delivered>;
  follow(scene?: string): Promise<Delivered>;
  unfollow(): Promise<Delivered>;
  menu(): Promise<PhoneMenuButton[]>;
  /** Everything that the phone shows. */
  chat(): Promise<ChatMessage[]>;
  /** The messages of the account, however they came. */
  answers(): Promise<ChatMessage[]>;
  /** Their words. */
  heard(): Promise<string[]>;
}

const followed = (simulator: JsonClient, scene: string | undefined) =>
  simulator.post<{ openid: string; delivered: Delivered }>('/control/followers', scene === undefined ? {} : { scene });

const personOf = (simulator: JsonClient, openid: string, welcomed: Delivered): Person => {
  const base = `/control/followers/${openid}`;
  const send = (message: Say) => simulator.post<Delivered>(`${base}/say`, message);
  const chat = () => simulator.get<ChatMessage[]>(`${base}/chat`);
  const answers = async () => (await chat()).filter(({ from }) => from === 'account');
  return {
    openid,
    welcomed,
    send,
    chat,
    answers,
    say: (content) => send({ type: 'text', content }),
    voice: (text, recognition = false) => send({ type: 'voice', text, recognition }),
    locate: (latitude, longitude, label = '') => send({ type: 'location', latitude, longitude, label }),
    report: (latitude, longitude) => send({ type: 'gps', latitude, longitude }),
    choose: ({ id, content }) => send({ type: 'choice', id, content }),
    tap: (key) => simulator.post(`${base}/tap`, { key }),
    scan: (scene) => simulator.post(`${base}/scan`, { scene }),
    follow: (scene) => simulator.post(`${base}/follow`, scene === undefined ? {} : { scene }),
    unfollow: () => simulator.delete(base),
    menu: async () => (await simulator.get<{ button: PhoneMenuButton[] }>(`${base}/menu`)).button,
    heard: async () => (await answers()).map(({ content }) => textOf(content)),
  };
};

/** Somebody new follows the account, by a scene code when `scene` is given. */
export const aFollower = async (simulator: JsonClient, scene?: string): Promise<Person> => {
  const { openid, delivered } = await followed(simulator, scene);
  return personOf(simulator, openid, delivered);
};

/** Somebody whom the simulator knows already. */
export const anOldFollower = (simulator: JsonClient, { openid, welcomed }: Person): Person =>
  personOf(simulator, openid, welcomed);
