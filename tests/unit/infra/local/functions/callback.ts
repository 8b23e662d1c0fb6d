import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

const lambda = new LambdaClient({});
const sqs = new SQSClient({});

const enqueue = async (body: string | undefined) => {
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.RECEIPTS_QUEUE_URL, MessageBody: body }));
  return { statusCode: 200, body: 'success' };
};

/** Plays the account in tests of the stack: GET echoes, POST asks on-message, POST ?queue puts the body on the queue. */
export const handler = async (event: APIGatewayProxyEventV2) => {
  if (event.requestContext.http.method === 'GET')
    return { statusCode: 200, body: event.queryStringParameters?.echostr };
  if (event.rawQueryString === 'queue') return enqueue(event.body);
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: process.env.ON_MESSAGE_FUNCTION, Payload: Buffer.from(event.body ?? '{}') }),
  );
  return { statusCode: answer.FunctionError === undefined ? 200 : 502, body: answer.Payload?.transformToString() };
};
