import type { SubjectKind } from '../../backend/kinds.ts';
import { normalise } from '../../backend/normalise.ts';

/** A claim to be typed in, as the page shows it. */
export interface Field {
  name: string;
  label: string;
  hint?: string;
  inputMode?: 'text' | 'numeric' | 'tel';
  maxLength: number;
  /** What to do about one that can't be right. */
  wrong: string;
}

const holderName = (label: string): Field => ({
  name: 'holderName',
  label,
  hint: '和登记的一样',
  maxLength: 50,
  wrong: `请填写${label}。`,
});

const phone = (label: string): Field => ({
  name: 'phone',
  label,
  hint: '要收验证码',
  inputMode: 'tel',
  maxLength: 11,
  wrong: '手机号应是1开头的11位数字，请核对。',
});

const idNumber = (name: string, label: string): Field => ({
  name,
  label,
  hint: '18位，最后一位可能是字母X',
  maxLength: 18,
  wrong: `${label}不对：应是18位，请核对每一位，特别是出生日期和最后一位。`,
});

/** What it takes to bind a subject of each kind, in the order of the form. Kinds that a sign-on proves have none. */
export const fieldsOf: Readonly<Record<Exclude<SubjectKind, 'room'>, readonly Field[]>> = {
  'electricity-account': [
    {
      ...{ name: 'accountNumber', label: '户号', hint: '62开头的10位数字，在账单或缴费短信上' },
      ...{ inputMode: 'numeric', maxLength: 10, wrong: '户号应是62开头的10位数字，请核对。' },
    },
    holderName('户主姓名'),
    phone('登记的手机号'),
  ],
  'fund-account': [holderName('姓名'), idNumber('idNumber', '身份证号'), phone('预留手机号')],
  'bank-card': [
    {
      ...{ name: 'cardNumber', label: '卡号', hint: '储蓄卡19位，信用卡16位', inputMode: 'numeric', maxLength: 23 },
      wrong: '卡号不对，请对照卡面一位一位核对。',
    },
    holderName('姓名'),
    phone('预留手机号'),
  ],
  vehicle: [
    {
      name: 'plate',
      label: '车牌号',
      hint: '如省A12345',
      maxLength: 10,
      wrong: '车牌号不对，请按行驶证填写，如省A12345。',
    },
    {
      ...{ name: 'vin6', label: '车架号后6位', hint: '行驶证“车辆识别代号”的最后6位', maxLength: 6 },
      wrong: '请填写车架号的最后6位字母或数字；其中没有字母I、O、Q。',
    },
    phone('车主登记的手机号'),
  ],
  'driving-licence': [
    idNumber('licenceNumber', '驾驶证号'),
    {
      ...{ name: 'fileNumber6', label: '档案编号后6位', hint: '在驾驶证副页上', inputMode: 'numeric', maxLength: 6 },
      wrong: '请填写档案编号的最后6位数字。',
    },
    phone('登记的手机号'),
  ],
  'campus-person': [],
};

const names = new Set(['holderName']);

/** A claim as it is compared: full-width characters as half-width, no spaces, capital letters. A name keeps its dots. */
export const tidyClaim = (name: string, value: string): string =>
  names.has(name) ? value.normalize('NFKC').replace(/\s+/g, '') : normalise(value);
