/** Indents JSON, and puts each element of an XML message on its own line; anything else is left alone. */
export const legible = (text: string): string => {
  const trimmed = text.trim();
  if (trimmed.startsWith('<')) return indentXml(trimmed);
  try {
    return JSON.stringify(JSON.parse(trimmed), undefined, 2);
  } catch {
    return trimmed;
  }
};

const token = /<!\[CDATA\[[\s\S]*?\]\]>|<[^>]+>|[^<]+/g;

const indentXml = (xml: string): string => {
  const tokens = xml.match(token) ?? [];
  let depth = 0;
  let line = '';
  const lines: string[] = [];
  const end = (at: number) => {
    if (line.trim()) lines.push('  '.repeat(Math.max(0, at)) + line.trim());
    line = '';
  };
  for (const [index, part] of tokens.entries()) {
    const closes = part.startsWith('</');
    const opens = part.startsWith('<') && !closes && !part.startsWith('<!') && !part.endsWith('/>');
    if (closes) depth -= 1;
    line += part;
    const next = tokens[index + 1] ?? '';
    const isLeaf = opens && (next.startsWith('<![CDATA[') || next.startsWith('</') || !next.startsWith('<'));
    if (closes) end(depth);
    else if (opens && !(isLeaf && next.trim())) end(depth);
    if (opens) depth += 1;
  }
  end(depth);
  return lines.join('\n');
};
