"""The parser beneath xml: pyexpat.

The parser is in C, over Debian's Expat (_expat); here are the tables of numbers and names.

Thread-safety with the global lock off: a parser serves one thread at a time; a call while another thread parses with it
raises ValueError.
"""

import sys
from _expat import (EXPAT_VERSION, XML_PARAM_ENTITY_PARSING_ALWAYS, XML_PARAM_ENTITY_PARSING_NEVER,
                    XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE, ErrorString, ExpatError, ParserCreate, XMLParserType,
                    features, version_info)

error = ExpatError
native_encoding = 'UTF-8'

# In the order of their numbers, from 1.
_ERRORS = '''
NO_MEMORY SYNTAX NO_ELEMENTS INVALID_TOKEN UNCLOSED_TOKEN PARTIAL_CHAR TAG_MISMATCH DUPLICATE_ATTRIBUTE
JUNK_AFTER_DOC_ELEMENT PARAM_ENTITY_REF UNDEFINED_ENTITY RECURSIVE_ENTITY_REF ASYNC_ENTITY BAD_CHAR_REF
BINARY_ENTITY_REF ATTRIBUTE_EXTERNAL_ENTITY_REF MISPLACED_XML_PI UNKNOWN_ENCODING INCORRECT_ENCODING
UNCLOSED_CDATA_SECTION EXTERNAL_ENTITY_HANDLING NOT_STANDALONE UNEXPECTED_STATE ENTITY_DECLARED_IN_PE
FEATURE_REQUIRES_XML_DTD CANT_CHANGE_FEATURE_ONCE_PARSING UNBOUND_PREFIX UNDECLARING_PREFIX INCOMPLETE_PE XML_DECL
TEXT_DECL PUBLICID SUSPENDED NOT_SUSPENDED ABORTED FINISHED SUSPEND_PE RESERVED_PREFIX_XML RESERVED_PREFIX_XMLNS
RESERVED_NAMESPACE_URI INVALID_ARGUMENT NO_BUFFER AMPLIFICATION_LIMIT_BREACH
'''.split()


def _submodule(name, doc):
    module = type(sys)(f'{__name__}.{name}', doc)
    sys.modules[module.__name__] = module
    return module


errors = _submodule('errors', 'The messages of errors by their names in C; codes and messages map them to and from numbers.')
errors.codes, errors.messages = {}, {}
for _number, _name in enumerate(_ERRORS, 1):
    _message = ErrorString(_number)
    if _message is not None:
        setattr(errors, 'XML_ERROR_' + _name, _message)
        errors.codes[_message] = _number
        errors.messages[_number] = _message

model = _submodule('model', 'The numbers in what ElementDeclHandler gets.')
for _first, _names in (1, 'CTYPE_EMPTY CTYPE_ANY CTYPE_MIXED CTYPE_NAME CTYPE_CHOICE CTYPE_SEQ'), (
        0, 'CQUANT_NONE CQUANT_OPT CQUANT_REP CQUANT_PLUS'):
    for _number, _name in enumerate(_names.split(), _first):
        setattr(model, 'XML_' + _name, _number)
