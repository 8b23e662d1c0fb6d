import type { Template } from '../state.ts';

/** A keyword that an account may choose for its template: the name followers read, and the field's kind. */
interface Keyword {
  name: string;
  kind: string;
}

interface LibraryTemplate {
  title: string;
  keywords: Keyword[];
}

const keyword = (name: string, kind: string): Keyword => ({ name, kind });

/** A small public library of category templates (类目模板库), by short id. */
const library: Record<string, LibraryTemplate> = {
  '43101': {
    title: '停电通知',
    keywords: [
      keyword('停电区域', 'thing'),
      keyword('停电原因', 'thing'),
      keyword('开始时间', 'time'),
      keyword('恢复时间', 'time'),
      keyword('户号', 'character_string'),
      keyword('停电类型', 'phrase'),
    ],
  },
  '43102': {
    title: '缴费成功通知',
    keywords: [keyword('缴费户号', 'character_string'), keyword('缴费金额', 'amount'), keyword('缴费时间', 'time')],
  },
  '43103': {
    title: '预约成功通知',
    keywords: [keyword('预约事项', 'thing'), keyword('预约时间', 'time'), keyword('办理地点', 'thing')],
  },
  '43104': {
    title: '工单进度通知',
    keywords: [keyword('工单编号', 'character_string'), keyword('当前状态', 'phrase'), keyword('更新时间', 'time')],
  },
  '43105': {
    title: '账户变动通知',
    keywords: [keyword('账户尾号', 'character_string'), keyword('变动金额', 'amount'), keyword('变动时间', 'time')],
  },
  '43106': {
    title: '还款提醒',
    keywords: [keyword('还款日期', 'date'), keyword('还款金额', 'amount'), keyword('温馨提示', 'thing')],
  },
};

const chosen = (entry: LibraryTemplate, names: string[] | undefined): Keyword[] | undefined => {
  if (!names) return entry.keywords;
  const found = names.flatMap((name) => entry.keywords.find((candidate) => candidate.name === name) ?? []);
  return found.length === names.length && found.length > 0 ? found : undefined;
};

/** `content` and `example` of a template with these fields, by key (`thing1`) the name. */
export const templateContent = (fields: Record<string, string>): { content: string; example: string } => {
  const entries = Object.entries(fields);
  return {
    content: entries.map(([key, name]) => `${name}:{{${key}.DATA}}\n`).join(''),
    example: entries.map(([, name]) => `${name}:示例\n`).join(''),
  };
};

/** The library's template with the named keywords, or all; nothing for an unknown id or keyword. */
export const libraryTemplate = (shortId: string, names?: string[]): Omit<Template, 'template_id'> | undefined => {
  const entry = Object.hasOwn(library, shortId) ? library[shortId] : undefined;
  const keywords = entry && chosen(entry, names);
  if (!keywords) return undefined;
  const fields = Object.fromEntries(keywords.map(({ name, kind }, index) => [`${kind}${index + 1}`, name]));
  return { title: entry.title, primary_industry: '公共事业', deputy_industry: '', ...templateContent(fields) };
};
