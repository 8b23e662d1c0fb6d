import { describe, expect, it } from 'vitest';
import { flatMap } from '../../../../infra/cases/flat-map.ts';
import { parseXml } from '../../../../lib/wechat/xml.ts';

describe('flatMap', () => {
  it('names every leaf by its path, numbers repeated elements, and lists of one', () => {
    const xml = '<xml><A>1</A><B><C>2</C><C>3</C></B><L><item><D>4</D></item></L><E></E></xml>';
    expect(flatMap(parseXml(xml))).toEqual({ A: '1', 'B/C[0]': '2', 'B/C[1]': '3', 'L/item[0]/D': '4', E: '' });
  });

  it('of an empty root is empty', () => {
    expect(flatMap(parseXml('<xml></xml>'))).toEqual({});
  });
});
