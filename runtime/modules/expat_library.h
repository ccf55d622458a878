/* Expat 2, opened when the module _expat is first imported. */
#ifndef HASP_RUNTIME_MODULES_EXPAT_LIBRARY_H
#define HASP_RUNTIME_MODULES_EXPAT_LIBRARY_H

#include <expat.h>

#include "runtime/error.h"

/* Each field has the type and, behind XML_, the name of the library's function. */
#define EXPAT_FUNCTIONS(_)                                                                         \
    _(ErrorString)                                                                                 \
    _(ExpatVersion)                                                                                \
    _(ExpatVersionInfo)                                                                            \
    _(ExternalEntityParserCreate) _(FreeContentModel) _(GetBase) _(GetCurrentByteIndex)            \
        _(GetCurrentColumnNumber) _(GetCurrentLineNumber) _(GetErrorCode) _(GetFeatureList)        \
            _(GetInputContext) _(GetSpecifiedAttributeCount) _(Parse) _(ParserCreate_MM)           \
                _(ParserFree) _(SetAttlistDeclHandler) _(SetBase) _(SetCdataSectionHandler)        \
                    _(SetCharacterDataHandler) _(SetCommentHandler) _(SetDefaultHandler)           \
                        _(SetDefaultHandlerExpand) _(SetDoctypeDeclHandler)                        \
                            _(SetElementDeclHandler) _(SetElementHandler) _(SetEncoding)           \
                                _(SetEntityDeclHandler) _(SetExternalEntityRefHandler)             \
                                    _(SetNamespaceDeclHandler) _(SetNotStandaloneHandler)          \
                                        _(SetNotationDeclHandler) _(SetParamEntityParsing)         \
                                            _(SetProcessingInstructionHandler)                     \
                                                _(SetReturnNSTriplet) _(SetSkippedEntityHandler)   \
                                                    _(SetUnknownEncodingHandler)                   \
                                                        _(SetUnparsedEntityDeclHandler)            \
                                                            _(SetUserData) _(SetXmlDeclHandler)    \
                                                                _(StopParser) _(UseForeignDTD)

struct expat_library {
#define FIELD(name) __typeof__(&XML_##name) name;
    EXPAT_FUNCTIONS(FIELD)
#undef FIELD
};

/* ImportError, and false, if the library is not installed. Called by the import of the module alone. */
RAISES bool expat_library_load(struct thread *t);
/* After that; from any thread. */
const struct expat_library *expat_library(void);

#endif
