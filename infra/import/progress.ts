const width = 30;
const everyMs = 100;
const words = { checking: 'Checking', writing: 'Writing ' } as const;

/** A bar on a terminal; nothing where the output is kept in a file. */
export const createProgress = (stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>) => {
  let shownAt = 0;
  return (pass: 'checking' | 'writing', readBytes: number, allBytes: number, rows: number): void => {
    const isEnd = readBytes >= allBytes;
    if (!stream.isTTY || (!isEnd && performance.now() - shownAt < everyMs)) return;
    shownAt = performance.now();
    const share = allBytes === 0 ? 1 : readBytes / allBytes;
    const bar = '#'.repeat(Math.round(share * width)).padEnd(width, '.');
    const percent = String(Math.floor(share * 100)).padStart(3);
    stream.write(`\r${words[pass]} [${bar}] ${percent} %  ${rows.toLocaleString('en')} rows${isEnd ? '\n' : ''}`);
  };
};
