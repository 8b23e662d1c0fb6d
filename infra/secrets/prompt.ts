import { text } from 'node:stream/consumers';

const typed = (): Promise<string> =>
  new Promise((resolve, reject) => {
    let line = '';
    const end = (settle: () => void) => {
      process.stdin.off('data', onData).setRawMode(false).pause();
      process.stderr.write('\n');
      settle();
    };
    const onData = (chunk: Buffer) => {
      for (const letter of chunk.toString('utf8')) {
        if (letter === '\r' || letter === '\n') return end(() => resolve(line));
        if (letter === '\u0003') return end(() => reject(new Error('given up')));
        line = letter === '\u007f' || letter === '\b' ? line.slice(0, -1) : line + letter;
      }
    };
    process.stdin.setRawMode(true).on('data', onData).resume();
  });

/** Asks for a line that is not shown while it is typed; what is piped in is read instead, without its line end. */
export const askHidden = async (question: string): Promise<string> => {
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/, '');
  process.stderr.write(`${question}: `);
  return typed();
};
