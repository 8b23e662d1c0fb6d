import { randomBytes, randomInt, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../platform/errors.ts';

/** A password as it is kept: scrypt's hash with its salt and parameters, so that they can be raised later. */
export interface PasswordHash {
  /** Base64url. */
  salt: string;
  hash: string;
  cost: number;
  blockSize: number;
  parallelization: number;
}

/** OWASP's second setting for scrypt: 32 MB, three times over. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const present = { cost: 2 ** 15, blockSize: 8, parallelization: 3 } as const;
const hashBytes = 32;
const shortest = 10;
const longest = 200;

const derive = (password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // Node's own limit is 32 MB, which this setting just exceeds.
    scrypt(password.normalize('NFKC'), salt, hashBytes, { ...options, maxmem: 96 * 2 ** 20 }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });

/** Hashes a password with a new salt. Throws `AppError('bad_password', 'reject')` below 10 or above 200 characters. */
export const hashPassword = async (password: string): Promise<PasswordHash> => {
  if (password.length < shortest || password.length > longest) {
    throw new AppError('bad_password', 'reject', `a password has ${shortest} to ${longest} characters`);
  }
  const salt = randomBytes(16);
  const hash = await derive(password, salt, present);
  return { salt: salt.toString('base64url'), hash: hash.toString('base64url'), ...present };
};

/** Matches nothing; takes as long as a real one, so that the time does not tell whether a name exists. */
const nobody: PasswordHash = { salt: 'AAAAAAAAAAAAAAAAAAAAAA', hash: 'A'.repeat(43), ...present };

/** Whether the password is the one that was hashed; never for nobody's (`undefined`), in the same time. */
export const passwordMatches = async (password: string, kept: PasswordHash | undefined): Promise<boolean> => {
  const { salt, hash, cost, blockSize, parallelization } = kept ?? nobody;
  const given = await derive(password.slice(0, longest), Buffer.from(salt, 'base64url'), {
    cost,
    blockSize,
    parallelization,
  });
  return timingSafeEqual(given, Buffer.from(hash, 'base64url')) && kept !== undefined;
};

/** Without letters and digits that are taken for one another. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password of 16 characters in four groups, 79 bits; to be shown once. */
export const generatePassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join(
    '-',
  );
