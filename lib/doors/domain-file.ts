import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** `MP_verify_a.txt=a,MP_verify_b.txt=b` as a map from name to content. */
export const parseDomainFiles = (pairs: string): Map<string, string> =>
  new Map(
    pairs.split(',').flatMap((pair) => {
      const [name = '', content = ''] = pair.trim().split('=');
      return name === '' ? [] : [[name, content]];
    }),
  );

const answer = (statusCode: number, body: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});

/**
 * The door for the files by which WeChat proves that a domain is the account's own (JS接口安全域名, 业务域名, 网页授权域名):
 * plain text at the domain's root, status 200, no redirect. Any other name is 404.
 */
export const createDomainFile = (pairs: string) => {
  const files = parseDomainFiles(pairs);
  return async ({ rawPath }: Pick<APIGatewayProxyEventV2, 'rawPath'>): Promise<APIGatewayProxyStructuredResultV2> => {
    const content = files.get(rawPath.slice(1));
    return content === undefined ? answer(404, 'not found') : answer(200, content);
  };
};
