import type { SQSClient } from '@aws-sdk/client-sqs';
import { createQueue, type Enqueue } from '../platform/queue.ts';
import type { Lane, PushJob } from './model.ts';
import type { PushQueues } from './port.ts';

/** The engine's queues: each lane of sending has its own, so that an urgent notice never stands behind a bulk one. */
export interface PushQueueUrls {
  plan: string;
  urgent: string;
  bulk: string;
  settle: string;
}

/** The queues at these addresses. */
export const createPushQueues = (sqs: SQSClient, urls: PushQueueUrls): PushQueues => {
  const plan = createQueue<PushJob>(sqs, urls.plan);
  const lanes: Record<Lane, Enqueue<PushJob>> = {
    urgent: createQueue(sqs, urls.urgent),
    bulk: createQueue(sqs, urls.bulk),
  };
  const settle = createQueue<PushJob>(sqs, urls.settle);
  return {
    plan: (noticeId, shard) => plan({ do: 'plan', noticeId, shard }),
    send: (lane, noticeId, shard) => lanes[lane]({ do: 'send', noticeId, shard }),
    fold: (noticeId) => settle({ do: 'fold', noticeId }),
    fallBack: (noticeId, shard) => settle({ do: 'fall-back', noticeId, shard }),
  };
};
