# xml.parsers.expat: every handler, settings, entities, errors in handlers.
import io
from xml.parsers import expat

DOCUMENT = '''<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE shelf SYSTEM "shelf.dtd" [<!ENTITY both "A &amp; B"><!ELEMENT shelf (book*, (a|b)?)>
<!ATTLIST book id CDATA #REQUIRED lang CDATA "de"><!NOTATION n SYSTEM "x"><!ENTITY picture SYSTEM "p.gif" NDATA n>]>
<shelf xmlns:x="http://x/"><!-- note --><?turn left?><book id="1" x:q="q">T&both;l</book><x:b><![CDATA[<raw>]]></x:b></shelf>'''


def teller(name):
    return lambda *args: print(name, *args)


p = expat.ParserCreate(namespace_separator=' ')
for name in dir(p):
    if name.endswith('Handler') and name not in ('NotStandaloneHandler', 'ExternalEntityRefHandler', 'DefaultHandler'):
        setattr(p, name, teller(name))
print(p.Parse(DOCUMENT), p.Parse('', True), p.CurrentLineNumber, p.CurrentColumnNumber, p.CurrentByteIndex, p.ErrorCode)

p = expat.ParserCreate(intern=(names := {}))
p.buffer_text = p.ordered_attributes = p.specified_attributes = True
p.StartElementHandler, p.CharacterDataHandler, p.DefaultHandler = teller('start'), teller('text'), teller('else')
p.SetBase('here')
p.ParseFile(io.BytesIO(DOCUMENT.encode()))
print(p.GetBase(), p.buffer_size, p.buffer_used, p.buffer_text, sorted(names))

p = expat.ParserCreate()
p.buffer_text, p.buffer_size = True, 10
p.CharacterDataHandler = lambda text: print(len(text), p.GetInputContext())
p.Parse('<a>123456789\n123456789\n1234567890123\n</a>', True)

p = expat.ParserCreate()


def entity(context, base, system, public):
    print('entity', context, base, system, public)
    inner = p.ExternalEntityParserCreate(context)
    inner.Parse('<inner>x</inner>', True)
    return 1


p.ExternalEntityRefHandler, p.StartElementHandler = entity, teller('start')
print(p.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS))
p.Parse('<!DOCTYPE a [<!ENTITY e SYSTEM "e.xml">]><a>&e;</a>', True)


def fail(*args):
    raise KeyError(*args)


p = expat.ParserCreate()
p.EndElementHandler, p.CharacterDataHandler = fail, teller('text')
try:
    p.Parse('<a>1<b>2</b>3</a>', True)
except KeyError as e:
    print(repr(e))

p = expat.ParserCreate()
for wrong in (lambda: expat.ParserCreate(namespace_separator='ab'), lambda: p.Parse(3), lambda: p.ParseFile(3),
              lambda: setattr(p, 'buffer_size', 'x'), lambda: setattr(p, 'buffer_size', 0), lambda: p.nothing,
              lambda: setattr(p, 'nothing', 1), lambda: expat.ParserCreate(intern=3), lambda: p.Parse('<a><', True),
              lambda: p.Parse('<a/>', True), lambda: expat.ParserCreate('ascii').Parse('<a', True)):
    try:
        print(wrong())
    except expat.error as e:
        print(e, e.code, e.lineno, e.offset)
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
print(expat.errors.XML_ERROR_SYNTAX, expat.errors.codes['no element found'], expat.errors.messages[4], expat.ErrorString(3))
print(expat.model.XML_CTYPE_SEQ, expat.model.XML_CQUANT_PLUS, expat.error is expat.ExpatError, expat.ExpatError)
