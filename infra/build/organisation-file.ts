import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlias, isCollection, isNode, LineCounter, parseDocument } from 'yaml';
import { type Fault, type Path, showPath } from './organisation-faults.ts';

/** A YAML file that was read: its plain value, what is wrong with its syntax, and how to say where in it a fault lies. */
export interface OrganisationFile {
  value: unknown;
  /** Faults of syntax, ready to print; the value is `undefined` if there are any. */
  syntax: string[];
  /** `infra/organisations/power/profile.yaml:12:9 menu[0].topic: …`; a fault that aliases repeat is shown once. */
  show(faults: readonly Fault[]): string[];
}

/** A file's name as people would type it: from the working directory if it lies below, else in full. */
export const shownName = (file: string) => {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
};

type YamlDocument = ReturnType<typeof parse>;

const parse = (text: string, lines: LineCounter) =>
  parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    strict: true,
    lineCounter: lines,
    prettyErrors: false,
  });

/** Where what stands at a path begins in the text, or its nearest ancestor that exists; what an alias repeats stands at its anchor. */
const offsetOf = (document: YamlDocument, where: Path): number => {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of [undefined, ...where]) {
    if (part !== undefined) node = isCollection(node) ? node.get(part, true) : undefined;
    if (isAlias(node)) node = node.resolve(document);
    if (!isNode(node) || !node.range) return offset;
    offset = node.range[0];
  }
  return offset;
};

const line = ({ place, path: where, message }: Fault & { place: string }) =>
  where.length === 0 ? `${place} ${message}` : `${place} ${showPath(where)}: ${message}`;

/** Reads a YAML 1.2 file (core schema; a key given twice is a fault). Throws only if it can't be read at all. */
export const readOrganisationFile = async (file: string): Promise<OrganisationFile> => {
  const lines = new LineCounter();
  const document = parse(await readFile(file, 'utf8'), lines);
  const place = (offset: number) => {
    const position = lines.linePos(offset);
    return `${shownName(file)}:${position.line}:${position.col}`;
  };
  const syntax = [...document.errors, ...document.warnings].map(({ pos, message }) => `${place(pos[0])} ${message}`);
  return {
    value: syntax.length === 0 ? document.toJS() : undefined,
    syntax,
    show: (faults) => {
      const placed = faults.map((fault) => ({ ...fault, place: place(offsetOf(document, fault.path)) }));
      const first = new Map(placed.toReversed().map((fault) => [`${fault.place} ${fault.message}`, fault]));
      return placed.filter((fault) => first.get(`${fault.place} ${fault.message}`) === fault).map(line);
    },
  };
};
