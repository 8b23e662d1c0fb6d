import * as z from 'zod';
import { isIdNumber } from '../../../../lib/backend/id-number.ts';
import { demoPerson } from '../../../demo-data/people.ts';
import { CloudError } from './tc3.ts';

const Request = z.looseObject({ IdCard: z.string(), Name: z.string() });

/** How many of the demo data's people the register knows. */
const registered = 1000;

let register: ReadonlyMap<string, string> | undefined;

const nameOf = (idNumber: string): string | undefined => {
  register ??= new Map(
    Array.from({ length: registered }, (_, index) => demoPerson(index)).map((person) => [person.idNumber, person.name]),
  );
  return register.get(idNumber);
};

const results: Readonly<Record<string, string>> = {
  '0': '姓名和身份证号一致',
  '-1': '姓名和身份证号不一致',
  '-2': '非法身份证号（长度、校验位等不正确）',
  '-3': '非法姓名（长度、格式等不正确）',
  '-5': '证件库中无此身份证记录',
};

const resultOf = (idNumber: string, name: string): string => {
  if (!isIdNumber(idNumber)) return '-2';
  if (!/^\p{Script=Han}[\p{Script=Han}·]{1,49}$/u.test(name)) return '-3';
  const known = nameOf(idNumber);
  if (known === undefined) return '-5';
  return known === name ? '0' : '-1';
};

/** 身份信息认证（二要素）: a register of the demo data's people. */
export const verifyIdCard = (body: unknown): Record<string, unknown> => {
  const request = Request.safeParse(body);
  if (!request.success) throw new CloudError('InvalidParameter', `invalid ${request.error.issues[0]?.path.join('.')}`);
  const Result = resultOf(request.data.IdCard, request.data.Name);
  return { Result, Description: results[Result] ?? '' };
};
