import type { XmlElement } from '../../lib/wechat/xml.ts';

/** Elements that are lists even when there is one of them. */
const lists = new Set(['item', 'List', 'AroundBeacon']);

const leaves = (element: XmlElement, path: string): [string, string][] => {
  const children = Object.entries(element.children);
  if (children.length === 0) return path === '' ? [] : [[path, element.text]];
  const prefix = path === '' ? '' : `${path}/`;
  return children.flatMap(([name, values]) =>
    values.flatMap((value, index) =>
      leaves(value, `${prefix}${name}${values.length > 1 || lists.has(name) ? `[${index}]` : ''}`),
    ),
  );
};

/** Every leaf of an element by its path, such as `Articles/item[0]/Title`. */
export const flatMap = (root: XmlElement): Record<string, string> => Object.fromEntries(leaves(root, ''));
