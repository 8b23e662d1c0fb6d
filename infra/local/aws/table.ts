import { EventEmitter, once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import dynalite from 'dynalite';
import type { AwsAnswer, AwsRequest, AwsService } from './service.ts';

/** DynamoDB's stand-in. */
export interface TableEngine {
  handle: AwsService;
  close(): Promise<void>;
}

const measured = /^DynamoDB_20120810\.(GetItem|PutItem|UpdateItem|DeleteItem|Query|Scan|BatchGetItem|BatchWriteItem)$/;

/** Asks for the consumed capacity, which callers seldom do, so that every call can be counted in units. */
const measure = ({ headers, body }: AwsRequest): Buffer => {
  const text = body.toString('utf8').trimEnd();
  if (!measured.test(String(headers['x-amz-target'])) || text.includes('"ReturnConsumedCapacity"')) return body;
  return Buffer.from(`${text.slice(0, -1)},"ReturnConsumedCapacity":"TOTAL"}`);
};

/** The parts of a response that dynalite writes to. */
class Answer {
  statusCode = 200;
  contentType = '';
  readonly headers: Record<string, string> = {};
  readonly finish: (answer: AwsAnswer) => void;

  constructor(finish: (answer: AwsAnswer) => void) {
    this.finish = finish;
  }

  setHeader(name: string, value: unknown): void {
    this.headers[name] = String(value);
  }

  end(body = ''): void {
    this.finish({ status: this.statusCode, headers: this.headers, body: Buffer.from(body) });
  }
}

/**
 * Opens dynalite (DynamoDB on LevelDB) with its data in `folder`. Requests are handed to it in-process: a hop less for each.
 * It also listens on a free loopback port, since only a listening server closes its database.
 */
export const openTableEngine = async (folder: string): Promise<TableEngine> => {
  await mkdir(folder, { recursive: true });
  const server = dynalite({ path: folder, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const handle = (request: AwsRequest): Promise<AwsAnswer> =>
    new Promise((finish) => {
      const { method, url, headers } = request;
      const incoming = Object.assign(new EventEmitter(), { method, url, headers });
      server.emit('request', incoming, new Answer(finish));
      incoming.emit('data', measure(request));
      incoming.emit('end');
    });
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { handle, close };
};

/** Capacity units that a DynamoDB answer says it consumed. */
export const consumedUnits = (answer: AwsAnswer): number => {
  let units = 0;
  for (const [, found] of answer.body.toString('utf8').matchAll(/"CapacityUnits":([\d.]+)/g)) units += Number(found);
  return units;
};
