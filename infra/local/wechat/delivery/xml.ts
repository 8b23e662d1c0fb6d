import { cdata } from '../../../../lib/wechat/xml.ts';

/** An element with text as WeChat writes it: strings in CDATA, numbers bare. */
export type Element = [name: string, value: string | number | bigint | Element[]];

const write = ([name, value]: Element): string => {
  if (typeof value === 'number' || typeof value === 'bigint') return `<${name}>${value}</${name}>`;
  return `<${name}>${typeof value === 'string' ? cdata(value) : value.map(write).join('')}</${name}>`;
};

/** The elements one after the other. */
export const writeElements = (elements: Element[]): string => elements.map(write).join('\n');
