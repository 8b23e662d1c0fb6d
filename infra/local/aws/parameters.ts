import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type AwsAnswer, type AwsRequest, type AwsService, awsError, jsonAnswer } from './service.ts';

interface Stored {
  Value: string;
  Type: string;
  Version: number;
  LastModifiedDate: number;
}

/** What callers send; each operation reads its own part. */
interface Input {
  Name?: string;
  Names?: string[];
  Value?: string;
  Type?: string;
  Overwrite?: boolean;
  Path?: string;
  Recursive?: boolean;
  MaxResults?: number;
  NextToken?: string;
  WithDecryption?: boolean;
}

const pageSize = 10;

const readStored = (file: string): Map<string, Stored> => {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Stored>));
  } catch {
    return new Map();
  }
};

const writeStored = (file: string, parameters: Map<string, Stored>) => {
  writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(parameters), null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

const show = (name: string, stored: Stored, decrypted: boolean) => ({
  Name: name,
  ...stored,
  // AWS answers the ciphertext when decryption isn't asked for: whoever forgets it shall notice here too.
  Value: stored.Type === 'SecureString' && !decrypted ? 'encrypted' : stored.Value,
  DataType: 'text',
});

const notFound = (name: string) => awsError(400, 'ParameterNotFound', `no parameter ${name}`);

const below = (path: string, recursive: boolean) => {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  return (name: string) => name.startsWith(prefix) && (recursive || !name.slice(prefix.length).includes('/'));
};

/** The stand-in of SSM Parameter Store, kept in `file`, which only its owner can read. */
export const openParameters = (file: string, now: () => number): AwsService => {
  const parameters = readStored(file);

  const byPath = ({
    Path = '/',
    Recursive = false,
    MaxResults = pageSize,
    NextToken,
    WithDecryption = false,
  }: Input) => {
    const names = [...parameters.keys()].filter(below(Path, Recursive)).sort();
    const start = Number(NextToken ?? 0);
    const page = names.slice(start, start + MaxResults).flatMap((name) => {
      const stored = parameters.get(name);
      return stored === undefined ? [] : [show(name, stored, WithDecryption)];
    });
    const next = start + MaxResults < names.length ? { NextToken: String(start + MaxResults) } : {};
    return jsonAnswer(200, { Parameters: page, ...next });
  };

  const get = ({ Name = '', WithDecryption = false }: Input) => {
    const stored = parameters.get(Name);
    return stored === undefined ? notFound(Name) : jsonAnswer(200, { Parameter: show(Name, stored, WithDecryption) });
  };

  const getMany = ({ Names = [], WithDecryption = false }: Input) => {
    const found = Names.flatMap((name) => {
      const stored = parameters.get(name);
      return stored === undefined ? [] : [show(name, stored, WithDecryption)];
    });
    return jsonAnswer(200, { Parameters: found, InvalidParameters: Names.filter((name) => !parameters.has(name)) });
  };

  const put = ({ Name = '', Value = '', Type = 'String', Overwrite = false }: Input) => {
    const before = parameters.get(Name);
    if (before !== undefined && !Overwrite) return awsError(400, 'ParameterAlreadyExists', `${Name} exists`);
    const Version = (before?.Version ?? 0) + 1;
    parameters.set(Name, { Value, Type, Version, LastModifiedDate: now() / 1000 });
    writeStored(file, parameters);
    return jsonAnswer(200, { Version, Tier: 'Standard' });
  };

  const remove = ({ Name = '' }: Input) => {
    if (!parameters.delete(Name)) return notFound(Name);
    writeStored(file, parameters);
    return jsonAnswer(200, {});
  };

  const operations: Record<string, (input: Input) => AwsAnswer> = {
    GetParametersByPath: byPath,
    GetParameter: get,
    GetParameters: getMany,
    PutParameter: put,
    DeleteParameter: remove,
  };
  return async ({ headers, body }: AwsRequest) => {
    const name = String(headers['x-amz-target']).split('.').at(-1) ?? '';
    const operation = operations[name];
    if (operation === undefined) return awsError(400, 'UnknownOperationException', `SSM ${name} is not played here`);
    return operation(JSON.parse(body.toString('utf8')) as Input);
  };
};
