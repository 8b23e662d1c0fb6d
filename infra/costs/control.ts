const answerOf = async <T>(response: Response, path: string): Promise<T> => {
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};

/** Asks the simulator something. Throws when it refuses. */
export const getFrom = async <T>(simulatorUrl: string, path: string): Promise<T> =>
  answerOf<T>(await fetch(`${simulatorUrl}${path}`), path);

/** Has the simulator do something. Throws when it refuses. */
export const postTo = async <T>(simulatorUrl: string, path: string, body: unknown = {}): Promise<T> =>
  answerOf<T>(await fetch(`${simulatorUrl}${path}`, { method: 'POST', body: JSON.stringify(body) }), path);
