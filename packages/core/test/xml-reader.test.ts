import { describe, expect, it } from 'vitest';
import { BodyError, parseXml, XmlSyntaxError, type ErrorCode } from '../src/index.ts';
import { defaultLimits } from '../src/api/options.ts';
import { readXml } from '../src/xml/read-xml.ts';

const read = (xml: string | Uint8Array): unknown => readXml(xml, false, defaultLimits).content;
const bytes = (...codes: number[]): Uint8Array => Uint8Array.from(codes);

describe('accepts', () => {
  it.each<[name: string, xml: string, content: unknown]>([
    ['an empty element', '<a/>', ''],
    ['an empty element with white space', '<a \n/>', ''],
    ['white space before ">" of both tags', '<a ><b >x</b\t></a\r\n>', { b: 'x' }],
    ['a declaration with everything', `<?xml version='1.1' encoding="us-ascii" standalone='yes' ?><a>x</a>`, 'x'],
    ['white space, comments and instructions around the root', '\n<!-- - --><?p?>\n<a>x</a> <?p -?- ?> <!---->', 'x'],
    ['names with every kind of character', '<_a:b-c.d1é·>x</_a:b-c.d1é·>', 'x'],
    ['names beyond the basic plane', '<𐐀>x</𐐀>', 'x'],
    ['the five entities', '<a>&lt;&gt;&amp;&apos;&quot;</a>', `<>&'"`],
    ['character references', '<a>&#65;&#x42;&#x1F600;&#0000000000000000000000067;</a>', 'AB😀C'],
    ['a carriage return as a reference', '<a>x&#13;&#xD;y</a>', 'x\r\ry'],
    ['line ends, all as line feeds', '<a>1\r\n2\r3\n4<![CDATA[\r\n\r]]></a>', '1\n2\n3\n4\n\n'],
    ['CDATA that looks like markup', '<a>x<![CDATA[<b>&amp;]] >]]]]><![CDATA[>]]></a>', 'x<b>&amp;]] >]]>'],
    ['"]]" and "]>" in text', '<a>]] ]> ]</a>', ']] ]> ]'],
    ['">" and quotes in text', `<a>">'</a>`, `">'`],
    ['comments and instructions in text', '<a>x<!-- <b> & -->y<?p <b> & ?>z</a>', 'xyz'],
    ['attributes of all forms', `<a b = "1>'" c\n=\n'2"' d="&lt;&#10;é"/>`, ''],
    ['four-byte characters and non-characters of other planes', '<a>😀\u{10FFFF}</a>', '😀\u{10FFFF}'],
    ['repeated elements, also apart', '<a><b>1</b><c/><b>2</b><b/></a>', { b: ['1', '2', ''], c: '' }],
    [
      'a name that prototypes have',
      '<a><__proto__>1</__proto__><__proto__>2</__proto__></a>',
      JSON.parse('{"__proto__":["1","2"]}'),
    ],
  ])('%s', (_name, xml, content) => {
    expect(read(xml)).toEqual(content);
    expect(read(new TextEncoder().encode(xml))).toEqual(content);
  });
});

describe('refuses', () => {
  it.each<[code: ErrorCode, xml: string, offset: number]>([
    ['xml.doctype', '<!DOCTYPE a><a/>', 0],
    ['xml.doctype', '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 22],
    ['xml.no_root', '<!-- alone -->', 14],
    ['xml.no_root', '<?xml version="1.0"?>', 21],
    ['xml.multiple_roots', '<a/><b/>', 4],
    ['xml.text_outside_root', 'x<a/>', 0],
    ['xml.text_outside_root', '<a/>x', 4],
    ['xml.text_outside_root', '<a/>&#32;', 4],
    ['xml.unexpected_end', '<a', 2],
    ['xml.unexpected_end', '<a>', 3],
    ['xml.unexpected_end', '<a>x</a', 7],
    ['xml.unexpected_end', '<a>x</', 6],
    ['xml.unexpected_end', '<a b="', 6],
    ['xml.unexpected_end', '<a><!-- ', 8],
    ['xml.unexpected_end', '<a><![CDATA[ ]]', 15],
    ['xml.unexpected_end', '<a>&amp', 7],
    ['xml.unexpected_end', '<a>&#6', 6],
    ['xml.unexpected_end', '<a><?p ', 7],
    ['xml.invalid_attribute', '<a x<', 4],
    ['xml.unexpected_token', '<a></a x>', 7],
    ['xml.unexpected_token', '<a/ >', 2],
    ['xml.mismatched_tag', '<a><b></a></b>', 8],
    ['xml.mismatched_tag', '<a></A>', 5],
    ['xml.mismatched_tag', '<a></ab>', 5],
    ['xml.invalid_name', '<1a/>', 1],
    ['xml.invalid_name', '< a/>', 1],
    ['xml.invalid_name', '<a>x < y</a>', 6],
    ['xml.invalid_name', '<a><!ELEMENT b></a>', 4],
    ['xml.invalid_name', '<a><×/></a>', 4],
    ['xml.invalid_reference', '<a>&;</a>', 4],
    ['xml.invalid_reference', '<a>x & y</a>', 6],
    ['xml.invalid_name', '<a></>', 5],
    ['xml.invalid_character', '<a>\u0001</a>', 3],
    ['xml.invalid_character', '<a>\u0000</a>', 3],
    ['xml.invalid_character', '<a>\uFFFE</a>', 3],
    ['xml.invalid_character', '<a b="\uFFFF"/>', 6],
    ['xml.invalid_character', '<a><!-- \u000B --></a>', 8],
    ['xml.invalid_attribute', '<a b/>', 4],
    ['xml.invalid_attribute', '<a b=c/>', 5],
    ['xml.invalid_attribute', '<a b="<"/>', 6],
    ['xml.unexpected_token', '<a b="1"c="2"/>', 8],
    ['xml.duplicate_attribute', '<a b="1" b="2"/>', 9],
    ['xml.invalid_reference', '<a>&amp </a>', 7],
    ['xml.invalid_reference', '<a>&#;</a>', 5],
    ['xml.invalid_reference', '<a>&#xZ;</a>', 6],
    ['xml.invalid_reference', '<a>&#0;</a>', 3],
    ['xml.invalid_reference', '<a>&#xD800;</a>', 3],
    ['xml.invalid_reference', '<a>&#x110000;</a>', 3],
    ['xml.invalid_reference', '<a>&#99999999999999999999;</a>', 3],
    ['xml.undefined_entity', '<a>&nbsp;</a>', 3],
    ['xml.undefined_entity', '<a b="&e;"/>', 6],
    ['xml.invalid_comment', '<a><!-- -- --></a>', 10],
    ['xml.invalid_comment', '<a><!----->', 9],
    ['xml.invalid_instruction', '<a><?p!?></a>', 6],
    ['xml.invalid_declaration', ' <?xml version="1.0"?><a/>', 3],
    ['xml.invalid_declaration', '<a><?XML ?></a>', 5],
    ['xml.invalid_declaration', '<?xml version="2.0"?><a/>', 5],
    ['xml.invalid_declaration', '<?xml encoding="UTF-8"?><a/>', 5],
    ['xml.invalid_declaration', '<?xml version="1.0" standalone="maybe"?><a/>', 19],
    ['xml.invalid_declaration', '<?xml version=1.0?><a/>', 14],
    ['xml.invalid_declaration', '<?xml version="1.0" x="y"?><a/>', 20],
    ['xml.invalid_declaration', '<?xml version="1.0"encoding="UTF-8"?><a/>', 19],
    ['xml.cdata_end_in_text', '<a>]]></a>', 3],
  ])('%s in %j', (code, xml, offset) => {
    expect(() => read(xml)).toThrow(expect.objectContaining({ code, offset, status: 400 }));
    expect(() => read(new TextEncoder().encode(xml))).toThrow(XmlSyntaxError);
  });

  it.each<[name: string, body: Uint8Array]>([
    ['a lone continuation byte', bytes(0x3c, 0x61, 0x3e, 0x80, 0x3c, 0x2f, 0x61, 0x3e)],
    ['an overlong form', bytes(0x3c, 0x61, 0x3e, 0xc0, 0x80, 0x3c, 0x2f, 0x61, 0x3e)],
    ['a surrogate', bytes(0x3c, 0x61, 0x3e, 0xed, 0xa0, 0x80, 0x3c, 0x2f, 0x61, 0x3e)],
    ['a cut character', bytes(0x3c, 0x61, 0x3e, 0xf0, 0x9f, 0x98)],
    ['Latin-1', bytes(0x3c, 0x61, 0x3e, 0xe9, 0x3c, 0x2f, 0x61, 0x3e)],
  ])('%s as no UTF-8', (_name, body) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ code: 'body.invalid_encoding' }));
  });

  it('a lone surrogate of a string', () => {
    expect(() => read('<a>\uD800</a>')).toThrow(expect.objectContaining({ code: 'xml.invalid_character', offset: 3 }));
  });
});

describe('points at the place', () => {
  it('by line, column, offset in characters, and an excerpt with a caret', () => {
    const xml = '<a>\r\n  <b>é😀</b>\r  <c></d>\n</a>';
    expect(() => read(xml)).toThrow(
      expect.objectContaining({ line: 3, column: 8, offset: xml.indexOf('d>'), excerpt: '  <c></d>\n       ^' }),
    );
    expect(() => read(new TextEncoder().encode(xml))).toThrow(
      expect.objectContaining({ line: 3, column: 8, offset: xml.indexOf('d>') }),
    );
  });

  it('with a short excerpt of a long line', () => {
    const excerpt = thrownBy(() => read(`<a>${'x'.repeat(10_000)}&y;${'z'.repeat(10_000)}</a>`)).excerpt;
    expect(excerpt.split('\n')[0]).toHaveLength(60);
    expect(excerpt.split('\n')[1]).toBe(`${' '.repeat(40)}^`);
  });
});

function thrownBy(run: () => unknown): XmlSyntaxError {
  try {
    run();
  } catch (error) {
    if (error instanceof XmlSyntaxError) return error;
  }
  throw new Error('no XmlSyntaxError was thrown');
}

describe('keeps to its limits', () => {
  const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);

  it('of depth', () => {
    expect(() => read(nested(64))).not.toThrow();
    expect(() => read(nested(65))).toThrow(expect.objectContaining({ code: 'limit.depth', status: 413 }));
    expect(() => read(nested(100_000))).toThrow(expect.objectContaining({ code: 'limit.depth' }));
    expect(() => readXml(nested(1000), false, { ...defaultLimits, depth: 1000 })).not.toThrow();
  });

  it('of elements', () => {
    expect(() => read(`<a>${'<b/>'.repeat(99_999)}</a>`)).not.toThrow();
    expect(() => read(`<a>${'<b/>'.repeat(100_000)}</a>`)).toThrow(expect.objectContaining({ code: 'limit.elements' }));
  });

  it('of attributes', () => {
    const attributes = Array.from({ length: 65 }, (_, i) => ` a${i}=""`);
    expect(() => read(`<a${attributes.slice(1).join('')}/>`)).not.toThrow();
    expect(() => read(`<a${attributes.join('')}/>`)).toThrow(expect.objectContaining({ code: 'limit.attributes' }));
  });

  it('of bytes', () => {
    const limits = { bytes: 100 };
    const body = `<Response><EventName>E</EventName>${' '.repeat(55)}</Response>`;
    expect(body).toHaveLength(100);
    expect(() => parseXml(body, { limits })).not.toThrow();
    expect(() => parseXml(`${body} `, { limits })).toThrow(
      expect.objectContaining({ code: 'body.too_large', status: 413 }),
    );
    expect(() => parseXml(body.replace('E<', 'é<'), { limits })).toThrow(BodyError);
  });
});
