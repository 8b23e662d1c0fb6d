import { idCheckCharacter } from '../../lib/backend/id-number.ts';
import { communitiesPerDistrict, linesPerDistrict, transformerAreaId } from './areas/power-areas.ts';
import { addDays } from './calendar.ts';
import { createRandom, type Random } from './random.ts';

/** Somebody who does not exist. The same index is the same person in every organisation. */
export interface DemoPerson {
  name: string;
  /** 1990 and seven digits. */
  phone: string;
  /** Of a region that does not exist (99), with the right check character. */
  idNumber: string;
  random: Random;
}

const surnames = [
  '王',
  '李',
  '张',
  '刘',
  '陈',
  '杨',
  '黄',
  '赵',
  '周',
  '吴',
  '徐',
  '孙',
  '马',
  '朱',
  '胡',
  '林',
  '欧阳',
] as const;
const given = [
  ...[
    '伟',
    '芳',
    '娜',
    '敏',
    '静',
    '强',
    '磊',
    '洋',
    '艳',
    '勇',
    '杰',
    '秀兰',
    '建国',
    '桂英',
    '志强',
    '海燕',
    '晓明',
    '玉梅',
  ],
  ...['文博', '雨桐', '子涵', '思远', '佳怡', '俊杰', '春生', '国庆', '丽华', '永福', '德胜', '阿依古丽'],
] as const;

/** The first people, whose credentials are shown in demo mode. */
const known = ['李明', '王秀英', '张建国', '陈小红'] as const;

const idNumberOf = (index: number): string => {
  const birthday = addDays('1955-01-01', (index * 7919) % 16_000).replaceAll('-', '');
  const first17 = `990102${birthday}${String(Math.floor(index / 16_000) % 1000).padStart(3, '0')}`;
  return first17 + idCheckCharacter(first17);
};

/** The person of an index from 0. */
export const demoPerson = (index: number): DemoPerson => {
  const random = createRandom(`person ${index}`);
  const drawn = random.pick(surnames) + random.pick(given);
  return {
    name: known[index] ?? drawn,
    phone: `1990${String(index + 1).padStart(7, '0')}`,
    idNumber: idNumberOf(index),
    random,
  };
};

const streets = {
  chengzhong: ['城中区', '人民路', '解放路', '建设路', '民主路', '站前路'],
  jiangbei: ['江北区', '滨江大道', '望江路', '北环路'],
  nanhu: ['南湖区', '南湖西路', '南湖东路', '学院路'],
  dongling: ['东岭区', '东岭大道', '工业一路', '松涛路'],
  linshan: ['临山县', '县府前街', '临山大道', '青石路'],
} as const;

const estates = ['临江花园', '滨江名苑', '南湖小区', '阳光家园', '和平里', '松涛苑', '供销社宿舍', '锦绣新村'] as const;

/** Two neighbouring estates make a community. */
const estatesPerCommunity = estates.length / communitiesPerDistrict;

/** An address of 临江市, and the transformer area that feeds it, such as `nanhu-3-2`: of line 3, in community 2. */
export const demoAddress = (random: Random): { address: string; areaId: string } => {
  const districts = Object.keys(streets) as [keyof typeof streets, ...(keyof typeof streets)[]];
  const district = random.pick(districts);
  const [title, ...roads] = streets[district];
  const road = random.pick(roads);
  const door = `${random.between(1, 18)}栋${random.between(1, 4)}单元${random.between(1, 18)}0${random.between(1, 4)}室`;
  const number = random.between(1, 300);
  const estate = random.pick(estates);
  const community = 1 + Math.floor(estates.indexOf(estate) / estatesPerCommunity);
  return {
    address: `临江市${title}${road}${number}号${estate}${door}`,
    areaId: transformerAreaId(district, random.between(1, linesPerDistrict), community),
  };
};
