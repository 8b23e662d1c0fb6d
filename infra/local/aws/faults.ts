import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../faults.ts';
import { type AwsAnswer, awsError, jsonAnswer } from './service.ts';

const refusals: Record<string, (fault: Fault) => AwsAnswer> = {
  dynamodb: ({ httpStatus = 400 }) =>
    httpStatus >= 500
      ? awsError(httpStatus, 'InternalServerError', 'a fault was ordered')
      : awsError(httpStatus, 'ProvisionedThroughputExceededException', 'a fault was ordered'),
  lambda: ({ errmsg, httpStatus = 429 }) =>
    errmsg === 'throws'
      ? jsonAnswer(200, { errorType: 'Error', errorMessage: 'a fault was ordered', trace: [] }, functionError)
      : awsError(
          httpStatus,
          httpStatus === 429 ? 'TooManyRequestsException' : 'ServiceException',
          'a fault was ordered',
        ),
};
const functionError = { 'x-amz-function-error': 'Unhandled' };

const throttled = ({ httpStatus = 400 }: Fault): AwsAnswer =>
  awsError(httpStatus, httpStatus >= 500 ? 'InternalError' : 'ThrottlingException', 'a fault was ordered');

/**
 * Waits as long as the fault says; then answers in its place, or `undefined` when it only delays.
 * For Lambda `errmsg: 'throws'` makes the function fail, anything else refuses the call.
 */
export const playFault = async (service: string, fault: Fault): Promise<AwsAnswer | undefined> => {
  if (fault.delayMs !== undefined) await sleep(fault.delayMs);
  const refuses = fault.errcode !== undefined || fault.httpStatus !== undefined || fault.errmsg !== undefined;
  return refuses ? (refusals[service] ?? throttled)(fault) : undefined;
};
