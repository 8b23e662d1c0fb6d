/** Calls of a JSON API at `baseUrl`. Throws with the answer when the status is not 2xx, so that a typo in a test fails. */
export const createJsonClient = (baseUrl: string) => {
  const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${baseUrl}${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as Answer;
  };
  return {
    get: <Answer>(path: string) => call<Answer>('GET', path),
    post: <Answer>(path: string, body: unknown = {}) => call<Answer>('POST', path, body),
    patch: <Answer>(path: string, body: unknown) => call<Answer>('PATCH', path, body),
    delete: <Answer>(path: string) => call<Answer>('DELETE', path),
  };
};

/** A client of one JSON API. */
export type JsonClient = ReturnType<typeof createJsonClient>;
