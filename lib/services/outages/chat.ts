import type { Binding } from '../../followers/binding.ts';
import type { FollowedArea } from '../../followers/followed-areas.ts';
import { placeKeptMs } from '../../followers/follower.ts';
import { boundInWords } from '../../guard/bound.ts';
import type { Asked } from '../../guard/service.ts';
import { isFollowable } from '../../notices/areas/followable.ts';
import type { AreaChild } from '../../notices/areas/model.ts';
import type { OutageRules } from '../../platform/profile/announcements.ts';
import { cutsOf } from '../../platform/wording.ts';
import { fitText, maximumTextBytes, type Reply, textReply } from '../../wechat/reply.ts';
import { findOutages } from './finding.ts';
import { areaIn } from './naming.ts';
import { lookAround, type NearOutage } from './places.ts';
import type { FinderPorts } from './ports.ts';
import { type OutageShown, shownOf } from './shown.ts';
import { distanceInWords, momentInWords, namesInWords, spanInWords } from './wording.ts';

/** Outages of one message, and those beside the outlets of a sent place. */
const mostShown = 4;
const mostBeside = 2;
const mostBesideBytes = 700;

const phases: Record<OutageShown['phase'], string> = {
  scheduled: '',
  ongoing: '，正在进行',
  delayed: '，时间延长',
  overdue: '，已过预计时间',
  restored: '，已恢复',
  cancelled: '，已取消',
};

const entry = ({ title, phase, where, reason, from, to, restoredAt, progress, metres }: OutageShown): string =>
  [
    `【${title}${phases[phase]}】${metres === undefined ? '' : distanceInWords(metres)}`,
    spanInWords({ from, to }),
    `范围：${namesInWords(where, 60)}`,
    `原因：${reason}`,
    restoredAt !== undefined && `恢复：${momentInWords(restoredAt)}`,
    progress.length > 0 && phase !== 'restored' && `进展：${progress.at(-1)?.text}`,
  ]
    .filter(Boolean)
    .join('\n');

const listText = (outages: readonly OutageShown[], most: number): string => {
  const rest = outages.length > most ? [`另有${outages.length - most}处，请看下面的页面。`] : [];
  return [...outages.slice(0, most).map(entry), ...rest].join('\n\n');
};

const linked = (text: string, ports: FinderPorts, label: string, query: Record<string, string> = {}): Reply => {
  const link = `\n\n<a href="${ports.pageUrl('/pages/outages', query)}">${label}</a>`;
  return textReply(`${fitText(text, maximumTextBytes - Buffer.byteLength(link))}${link}`);
};

const noneText = (where: string, rules: OutageRules): string =>
  `${where}现在和今后14天没有${cutsOf(rules)}的安排。\n突然停了的，请回复“报修”。`;

const nearText = (near: readonly NearOutage[], rules: OutageRules, now: number, most: number): string =>
  listText(
    near.map(({ outage, metres }) => shownOf(outage, rules, now, metres)),
    most,
  );

const answerPlace = async (ports: FinderPorts, rules: OutageRules, place: NonNullable<Asked['place']>, now: number) => {
  const { near } = await lookAround(ports, place, now);
  const text =
    near.length === 0
      ? noneText('这附近', rules)
      : `这附近的${cutsOf(rules)}：\n\n${nearText(near, rules, now, mostShown)}`;
  return linked(text, ports, '看地图，或换个地方');
};

const answerArea = async (ports: FinderPorts, rules: OutageRules, area: AreaChild, now: number) => {
  const found = await findOutages(ports, [area.id], now);
  const shown = found.map((outage) => shownOf(outage, rules, now));
  const text = shown.length === 0 ? noneText(area.name, rules) : `${area.name}：\n\n${listText(shown, mostShown)}`;
  return linked(text, ports, isFollowable(area) ? '看地图，关注这里' : '看地图', { area: area.id });
};

/** At what the follower has bound, and in what they follow. */
const answerOwn = async (
  ports: FinderPorts,
  rules: OutageRules,
  { bindings, followed }: { bindings: readonly Binding[]; followed: readonly FollowedArea[] },
  now: number,
) => {
  const areaIds = [...bindings.flatMap(({ areaId }) => areaId ?? []), ...followed.map(({ id }) => id)];
  const found = await findOutages(ports, areaIds, now);
  const names = [...bindings.map(boundInWords), ...followed.map(({ name }) => name)].join('、');
  const shown = found.map((outage) => shownOf(outage, rules, now));
  const text = shown.length === 0 ? noneText(names, rules) : `${names}：\n\n${listText(shown, mostShown)}`;
  return linked(text, ports, '看地图和进展，或查别处');
};

const reportedPlace = ({ follower, now }: Asked) => {
  const { lastPlace } = follower;
  return lastPlace !== undefined && now - lastPlace.at < placeKeptMs ? { ...lastPlace, label: '' } : undefined;
};

/** 停电: at the place that was sent, in the area that was named, at what the follower has bound and follows, where their phone is; else the way to choose an area. */
export const answerOutages = async (ports: FinderPorts, asked: Asked): Promise<Reply> => {
  const { organisation, topic, now } = asked;
  const rules = organisation.profile.outages;
  if (rules === undefined) return textReply(topic.answer);
  if (asked.place !== undefined) return answerPlace(ports, rules, asked.place, now);
  const area = await areaIn(ports.areas, asked.words, topic.words);
  if (area !== undefined) return answerArea(ports, rules, area, now);
  const { openid } = asked.follower;
  const [all, followed] = await Promise.all([ports.bindings.list(openid), ports.followedAreas.of(openid)]);
  const bindings = all.filter(({ areaId }) => areaId !== undefined);
  if (bindings.length + followed.length > 0) return answerOwn(ports, rules, { bindings, followed }, now);
  const place = reportedPlace(asked);
  if (place !== undefined) return answerPlace(ports, rules, place, now);
  return linked(topic.answer, ports, '选小区或街道，现在就查');
};

/** What touches a sent place, as a paragraph before the outlets; undefined when nothing does. */
export const outagesNearby = async (ports: FinderPorts, asked: Asked): Promise<string | undefined> => {
  const rules = asked.organisation.profile.outages;
  if (asked.place === undefined || rules === undefined) return undefined;
  const { near } = await lookAround(ports, asked.place, asked.now);
  if (near.length === 0) return undefined;
  const text = `这附近的${cutsOf(rules)}：\n${nearText(near, rules, asked.now, mostBeside)}`;
  return `${fitText(text, mostBesideBytes)}\n<a href="${ports.pageUrl('/pages/outages')}">看地图和进展</a>`;
};
