# xml.etree over the library's parser: trees, events, encodings, errors.
import io
import xml.etree.ElementTree as ET

DOCUMENT = '''<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE shelf [<!ENTITY both "A &amp; B">]>
<shelf xmlns:x="http://x/"><!-- note --><?turn left?><book id="1" x:q="\xe9">T&both;l <b>bold</b> tail</book>
<book id="2"><![CDATA[<raw>]]></book></shelf>'''

root = ET.fromstring(DOCUMENT)
print(ascii(ET.tostring(root, encoding='unicode')))
print([(b.get('id'), sorted(b.attrib), ''.join(b.itertext())) for b in root.iter('book')])
print(root.find("book[@id='2']").text, [e.tag for e in root.findall('.//b')])
for event, what in ET.iterparse(io.BytesIO(DOCUMENT.encode()), ['start', 'end', 'start-ns', 'end-ns', 'comment', 'pi']):
    print(event, what if what is None or isinstance(what, tuple) else what.tag if isinstance(what.tag, str) else what.text)

for encoding in 'utf-8', 'utf-16', 'iso-8859-15', 'cp1252', 'koi8-r':
    text = f'<?xml version="1.0" encoding="{encoding}"?><a>\xe9\u20ac</a>'
    try:
        print(encoding, ascii(ET.fromstring(text.encode(encoding)).text))
    except UnicodeEncodeError:
        print(encoding, ascii(ET.fromstring(text.replace('\xe9\u20ac', '\u0416').encode(encoding)).text))

for wrong in ('', '<a>', '<a></b>', '<a b=c/>', '<a/><b/>', '<a>&x;</a>', '<a b="1" b="2"/>', '\0<a/>', '<x:a/>', '<a>\x01</a>',
              b'<?xml version="1.0" encoding="nope"?><a/>', b'<a>\xff</a>', '<a>\n  <b>\n</a>'):
    try:
        print(ET.fromstring(wrong))
    except ET.ParseError as e:
        print(wrong if isinstance(wrong, bytes) else ascii(wrong), e, e.code, e.position)
    except LookupError as e:
        print(repr(e))

pull = ET.XMLPullParser(['end'])
for part in '<a><b', '>1</b', '><b>2</b></a>':
    pull.feed(part)
    print([(e.tag, e.text) for _, e in pull.read_events()])
