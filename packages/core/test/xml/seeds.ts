import { sample, validSamples } from '../samples.ts';

const encoder = new TextEncoder();

const handcrafted: readonly string[] = [
  '<a/>',
  '<a></a>',
  '<a>x</a>',
  `<?xml version="1.0" encoding="UTF-8" standalone='yes' ?>\n<a b="1" c='2'>x<b/>y</a>\n`,
  `<?xml version='1.1' encoding='us-ascii'?><a>ascii</a>`,
  '<?xml version="1.0" encoding="GBK"?><a/>',
  '\uFEFF<?xml version="1.0" encoding="utf-16"?><a>mark</a>',
  '<!-- before --><?p q?><a><!-- in - it --><?p?><?xml-q a="b"??></a><!-- after --><?z ?>',
  '<é·1 ключ="значение">текст<名前>値</名前><名前/></é·1>',
  '<𐐀 𠀀="😀">😀\u{10FFFF}</𐐀>',
  '<a>\u0085\u2028\uFFFD\uD7FF\uE000\u00A0</a>',
  '<a>&lt;&gt;&amp;&apos;&quot;&#65;&#x1F600;&#xD;&#10;&#x000041;</a>',
  '<a b="&lt;&#x9;&quot;" c=\'"&apos;\' d = ">">&#13;</a>',
  '<a><![CDATA[<b>&amp;]] ]]]></a>',
  '<a>]]<![CDATA[]]]]><![CDATA[>é😀\r\n]]>]&gt;</a>',
  '<a>1\r\n2\r3\r\r\n4<b>\r</b>\r\n</a>\r',
  '<a>\r\n <b>1</b>\r\n <c/>\r\n <b>2</b>\r\n</a>',
  '<a><b>1</b>mixed<b>2</b></a>',
  '<a><__proto__>1</__proto__><constructor>2</constructor><__proto__/></a>',
  '<a:b c:d="" _e="" f.-1=""><:/></a:b>',
  '<!DOCTYPE a><a/>',
  '<!DOCTYPE a [<!ENTITY e "x"><!ATTLIST a b CDATA "c">]><a>&e;</a>',
  '<a><!-- <!DOCTYPE b> --><![CDATA[<!DOCTYPE c>]]></a>',
  '<Response><EventName>TaskFinish</EventName><JobsDetail><JobId>é</JobId><Tag>新</Tag></JobsDetail></Response>',
];

/** The documents that mutations start from: handcrafted ones and the small samples of callbacks, as bytes. */
export const seeds: readonly Uint8Array[] = [
  ...handcrafted.map((text) => encoder.encode(text)),
  Uint8Array.of(0xff, 0xfe, ...Buffer.from('<a é="x">\r😀<b/></a>', 'utf16le')),
  Uint8Array.of(0xfe, 0xff, ...Buffer.from('<a é="x">\r😀<b/></a>', 'utf16le').swap16()),
  ...validSamples
    .filter((path) => path.endsWith('.xml'))
    .map((path) => sample(path))
    .filter((body) => body.length <= 1500),
];
