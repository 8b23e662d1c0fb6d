/** What a chosen file says, or what is wrong with the file itself, in Chinese. */
export type FileText = { text: string } | { fault: string };

/** A table of 300 rows is below 100 KB. */
const mostBytes = 900_000;

const beginsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, place) => bytes[place] === byte);

/** The first bytes of .xlsx (ZIP) and .xls (compound file). */
const workbooks = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
] as const;

/** UTF-8, UTF-16 with its mark (Excel's Unicode text), or GB18030, as Chinese Excel saves CSV. */
const decoded = (bytes: Uint8Array): string => {
  if (beginsWith(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes);
  if (beginsWith(bytes, [0xfe, 0xff])) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
};

/** Text of a chosen file, in whichever encoding a spreadsheet saved it. */
export const textOf = (buffer: ArrayBuffer): FileText => {
  const bytes = new Uint8Array(buffer);
  if (workbooks.some((start) => beginsWith(bytes, start)))
    return { fault: '这是 Excel 工作簿。请在 Excel 里“另存为”，类型选 CSV，再选择新的文件。' };
  if (bytes.length > mostBytes) return { fault: '文件太大。一次最多导入 300 行，请分成几个文件。' };
  return { text: decoded(bytes) };
};
