import type { Invocation } from './protocol.ts';

/** What goes back to the client. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer;
}

/** An answer of API Gateway itself. */
export const gatewayAnswer = (status: number, message: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message })),
});

interface FunctionAnswer {
  statusCode?: number;
  headers?: Record<string, string | number | boolean>;
  cookies?: string[];
  body?: string;
  isBase64Encoded?: boolean;
}

const parse = (payload: string): FunctionAnswer => {
  const result = JSON.parse(payload) as unknown;
  const tagged = typeof result === 'object' && result !== null && 'statusCode' in result;
  if (tagged) return result as FunctionAnswer;
  return { body: typeof result === 'string' ? result : payload };
};

/** The answer that the HTTP API makes of a function's result; 500 when the function failed. */
export const httpAnswer = (invocation: Invocation): HttpAnswer => {
  if (!invocation.ok) return gatewayAnswer(500, 'Internal Server Error');
  const { statusCode = 200, headers = {}, cookies, body = '', isBase64Encoded = false } = parse(invocation.payload);
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    status: statusCode,
    headers: {
      'content-type': 'application/json',
      ...Object.fromEntries(lowered),
      ...(cookies === undefined ? {} : { 'set-cookie': cookies }),
    },
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
};
