import { deflateSync } from 'node:zlib';

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

const crc32 = (bytes: Buffer): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
};

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
};

const width = 240;
const height = 180;

const row = (y: number): Buffer => {
  const line = Buffer.alloc(1 + width * 3);
  for (let x = 0; x < width; x += 1) line.set([90 + x / 2, 150 + y / 3, 210 - x / 4], 1 + x * 3);
  return line;
};

/** A small PNG, the picture that a follower without one sends. */
export const samplePicture = (): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, (_, y) => row(y))));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
};

/** The first box of an MP4 file: enough to be told from other kinds, nothing to play. */
export const sampleVideo = (): Buffer =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), Buffer.alloc(4), Buffer.from('mp42isom')]);

/** Comes before the words in a voice file of the simulator. */
const spokenMark = 'SIMULATOR-SPOKEN:';

/** An AMR file that holds its words as text, so that the speech recognition stand-in can tell them. */
export const sampleVoice = (words: string, wideband: boolean): Buffer =>
  Buffer.from(`#!AMR${wideband ? '-WB' : ''}\n${spokenMark}${words}`);

/** The words in a voice file that the simulator made; nothing for any other bytes. */
export const spokenWords = (bytes: Buffer): string => {
  const text = bytes.toString('utf8');
  const at = text.indexOf(spokenMark);
  return at < 0 ? '' : text.slice(at + spokenMark.length);
};
