/** A request to the stand-in, read whole. */
export interface CampusRequest {
  method: string;
  /** Below the stand-in's own path. */
  path: string;
  query: Record<string, string>;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** What it answers. */
export interface CampusAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The fields of a posted form. */
export const formOf = ({ body }: CampusRequest): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(body));

const answer = (type: string, body: string, status = 200): CampusAnswer => ({
  status,
  headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' },
  body,
});

export const html = (body: string, status = 200): CampusAnswer => answer('text/html', body, status);
export const xml = (body: string): CampusAnswer => answer('application/xml', body);
export const jsonAnswer = (value: unknown, status = 200): CampusAnswer =>
  answer('application/json', JSON.stringify(value), status);
export const redirect = (location: string): CampusAnswer => ({ status: 302, headers: { location }, body: '' });
