/** Members that hold 64-bit ids; they are strings whatever their size, so that their type never depends on it. */
const idMembers = new Set(['"msgid"', '"msg_id"', '"msg_data_id"', '"publish_id"']);

/** Longest integer that is certainly exact as a JavaScript number. */
const exactDigits = 15;

// A string with the integer that it names, if any; or an integer in a list. Strings are matched whole so that digits inside them stay.
const stringsAndIntegers =
  /("[^"\\]*(?:\\.[^"\\]*)*")(?:(\s*:\s*)(-?\d+)(?=\s*[,}]))?|(?<=[[,]\s*)(-?\d{16,})(?=\s*[,\]])/g;

const quoteId = (all: string, name?: string, colon?: string, member?: string, listed?: string): string => {
  if (listed !== undefined) return `"${listed}"`;
  if (name === undefined || member === undefined) return all;
  return idMembers.has(name) || member.length > exactDigits ? `${name}${colon}"${member}"` : all;
};

/**
 * Parses an answer of WeChat's: raw control characters inside are dropped (nicknames bring them), 64-bit ids become strings
 * instead of losing their last digits. Throws `SyntaxError` when it is no JSON.
 */
export const parseExactJson = (text: string): unknown =>
  JSON.parse(text.replace(/[\u0000-\u001f\ufeff]/g, '').replace(stringsAndIntegers, quoteId));
