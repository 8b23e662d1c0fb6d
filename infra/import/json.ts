import { FileFault } from './fault.ts';
import type { SourceRow } from './source-row.ts';

/** Longest object, in characters: an unclosed brace does not swallow the file. */
const longestObject = 100_000;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const rowOf = (text: string, line: number): SourceRow => {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return { line, values: value };
  } catch {
    // Said below, as of everything that is no object.
  }
  return { line, fault: { line, field: '', reason: 'is not a JSON object' } };
};

/** Where objects begin and end in a text that comes in pieces. */
class ObjectSplitter {
  private text = '';
  private startLine = 1;
  private line = 1;
  private depth = 0;
  private inString = false;
  private escaped = false;

  /** The objects that a piece completes, with the line each begins on. */
  *take(piece: string): Generator<SourceRow> {
    let start = this.depth > 0 ? 0 : -1;
    for (let at = 0; at < piece.length; at += 1) {
      const character = piece.charCodeAt(at);
      if (character === 10) this.line += 1;
      const wasOutside = this.depth === 0;
      this.step(character);
      if (wasOutside && this.depth === 0) this.checkBetween(piece[at] ?? '');
      if (wasOutside && this.depth === 1) [this.startLine, start] = [this.line, at];
      if (wasOutside || this.depth > 0) continue;
      yield rowOf(this.text + piece.slice(start, at + 1), this.startLine);
      [this.text, start] = ['', -1];
    }
    if (start >= 0) this.text += piece.slice(start);
    if (this.text.length > longestObject) throw new FileFault(this.startLine, 'an object is not closed');
  }

  end(): void {
    if (this.depth > 0) throw new FileFault(this.startLine, 'an object is not closed: the file is cut off');
  }

  /** Follows strings and braces. */
  private step(character: number): void {
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (character === 92) this.escaped = true;
      else if (character === 34) this.inString = false;
    } else if (character === 34) this.inString = this.depth > 0;
    else if (character === 123) this.depth += 1;
    else if (character === 125 && this.depth > 0) this.depth -= 1;
  }

  private checkBetween(character: string): void {
    if (!/[\s,[\]]/.test(character)) throw new FileFault(this.line, 'only objects may stand in the list');
  }
}

/** Rows of a JSON file: one list of objects, or an object a line. */
export async function* jsonRows(chunks: AsyncIterable<string>): AsyncGenerator<SourceRow> {
  const splitter = new ObjectSplitter();
  for await (const chunk of chunks) yield* splitter.take(chunk);
  splitter.end();
}
