import { AppError } from '../platform/errors.ts';
import type { TencentCloud } from './client.ts';

/** Whether name and ID number belong together. `billed` as Tencent Cloud does. `unknown`: malformed, or in no register. */
export type RealNameOutcome = { kind: 'match' | 'mismatch' | 'unknown'; billed: boolean };

/** Checks of the real name (身份信息认证, 二要素). */
export interface RealName {
  /** Throws `AppError` of kind `retry` (`real_name_unavailable`) when the register can't be asked now. */
  check(person: { name: string; idNumber: string }): Promise<RealNameOutcome>;
}

const faceId = { name: 'faceid', version: '2018-03-01' };

/** Results are strings (人脸核身 API: IdCardVerification). */
const outcomes: Readonly<Record<string, RealNameOutcome>> = {
  '0': { kind: 'match', billed: true },
  '-1': { kind: 'mismatch', billed: true },
  '-2': { kind: 'unknown', billed: false },
  '-3': { kind: 'unknown', billed: false },
  '-5': { kind: 'unknown', billed: false },
};

/** Checks by FaceID's IdCardVerification. */
export const createRealName = (cloud: TencentCloud): RealName => ({
  check: async ({ name, idNumber }) => {
    const answer = await cloud.call(faceId, 'IdCardVerification', { IdCard: idNumber, Name: name });
    const result = String(answer['Result']);
    const outcome = Object.hasOwn(outcomes, result) ? outcomes[result] : undefined;
    if (outcome !== undefined) return outcome;
    throw new AppError('real_name_unavailable', 'retry', `IdCardVerification answered result ${result.slice(0, 8)}`);
  },
});
