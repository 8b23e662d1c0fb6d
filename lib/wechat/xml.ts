import { Parser } from 'xml2js/lib/parser.js';
import { AppError } from '../platform/errors.ts';

/** One element: its text (white space outside CDATA trimmed, inside kept) and its children by name, in order. */
export interface XmlElement {
  text: string;
  /** Has no prototype: an element called `toString` is a child like any other. */
  children: Record<string, XmlElement[]>;
}

const maximumDepth = 16;
const maximumElements = 2000;
/** Set before every element name, so that none meets a key of xml2js or of `Object.prototype`. */
const mark = '~';

interface SaxHooks {
  ontext: (text: string) => void;
  ondoctype: () => void;
  onerror: (error: Error) => void;
  onopentag: (tag: unknown) => void;
}

const refuse = (): never => {
  throw new AppError('bad_xml', 'reject', 'the body is not the XML of a WeChat message');
};

/** Names seen so far, marked: the few dozen that WeChat uses are then the same strings, and the same keys, in every message. */
const marked = new Map<string, string>();
const mostNames = 500;

const markName = (name: string): string => {
  const known = marked.get(name);
  if (known !== undefined) return known;
  const fresh = `${mark}${name}`;
  if (marked.size < mostNames) marked.set(name, fresh);
  return fresh;
};

const countElements = () => {
  let seen = 0;
  return (name: string): string => {
    seen += 1;
    return seen > maximumElements ? refuse() : markName(name);
  };
};

/** A parser that trims text outside CDATA and refuses document types, hence entities, and whatever follows the root element. */
const createParser = (): Parser => {
  const parser = new Parser({ explicitCharkey: true, ignoreAttrs: true, tagNameProcessors: [countElements()] });
  const { saxParser } = parser as unknown as { saxParser: SaxHooks };
  const takeText = saxParser.ontext;
  saxParser.ontext = (text) => takeText(text.trim());
  saxParser.ondoctype = refuse;
  // By itself the parser is content once the root element has ended.
  saxParser.onerror = refuse;
  parser.once('end', () => {
    saxParser.onopentag = refuse;
  });
  return parser;
};

type Parsed = string | ({ _?: string } & Record<string, Parsed[] | string | undefined>);

const noChildren: XmlElement['children'] = Object.freeze(Object.create(null));

const childrenOf = (parsed: Exclude<Parsed, string>, depth: number): XmlElement['children'] => {
  let children: XmlElement['children'] | undefined;
  for (const name in parsed) {
    const values = parsed[name];
    if (!Array.isArray(values)) continue;
    children ??= Object.create(null) as XmlElement['children'];
    children[name.slice(mark.length)] = values.map((value) => toElement(value, depth + 1));
  }
  return children ?? noChildren;
};

const toElement = (parsed: Parsed, depth: number): XmlElement => {
  if (depth > maximumDepth) return refuse();
  if (typeof parsed === 'string') return { text: parsed, children: noChildren };
  return { text: parsed._ ?? '', children: childrenOf(parsed, depth) };
};

/**
 * The `<xml>` element of a message. Refuses document types, entities, more than 16 levels or 2,000 elements, and whatever is not well formed,
 * with `AppError('bad_xml', 'reject')`. Control characters inside text are let through, since WeChat lets followers send them.
 */
export const parseXml = (xml: string): XmlElement => {
  let parsed: Record<string, Parsed> | null | undefined;
  try {
    createParser().parseString(xml, (error, result) => {
      if (!error) parsed = result;
    });
  } catch {
    return refuse();
  }
  const root = parsed?.[`${mark}xml`];
  return root === undefined ? refuse() : toElement(root, 0);
};

/** Control characters that XML 1.0 does not allow. */
const notAllowed = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/**
 * `value` as CDATA: control characters are dropped, lone surrogates become U+FFFD, and `]]>` is split over two sections,
 * so that no text can end the element.
 */
export const cdata = (value: string): string =>
  `<![CDATA[${value.toWellFormed().replace(notAllowed, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
