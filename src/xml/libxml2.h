/*
 * libxml2 as the house calls it: include this in place of libxml2's own headers, and call
 * its functions by their names.
 *
 * The program itself does not name libxml2 among its libraries: with it come ICU and the
 * C++ runtime, and to read these in takes a quarter of the time until the first screen,
 * which needs none of them. late.c reads them in when they are first called, or when
 * libxml_load() is. Programs that need a document at once (the helpers, the tests) link
 * linked.c in its place, and libxml2 as usual.
 *
 * A function of libxml2 that is new here goes into LIBXML_CALLS and among the names below
 * it; where it is forgotten, the program does not link.
 */
#ifndef KUSEI_XML_LIBXML2_H
#define KUSEI_XML_LIBXML2_H

#include <libxml/SAX2.h>
#include <libxml/c14n.h>
#include <libxml/globals.h>
#include <libxml/hash.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/valid.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlsave.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdbool.h>

#include "text/error.h"

/* What is called of libxml2: functions, and xmlFree, a variable. */
/* clang-format off */
#define LIBXML_CALLS(X) \
    X(valuePush) \
    X(xmlAddChild) \
    X(xmlAddNextSibling) \
    X(xmlAddPrevSibling) \
    X(xmlAllocOutputBuffer) \
    X(xmlBufferContent) \
    X(xmlBufferCreate) \
    X(xmlBufferFree) \
    X(xmlBufferLength) \
    X(xmlC14NDocDumpMemory) \
    X(xmlC14NExecute) \
    X(xmlChildElementCount) \
    X(xmlCopyDoc) \
    X(xmlCtxtGetLastError) \
    X(xmlCtxtReadIO) \
    X(xmlCtxtReadMemory) \
    X(xmlDictCreate) \
    X(xmlDocCopyNode) \
    X(xmlDocGetRootElement) \
    X(xmlDocSetRootElement) \
    X(xmlFirstElementChild) \
    X(xmlFree) \
    X(xmlFreeDoc) \
    X(xmlFreeNode) \
    X(xmlFreeNodeList) \
    X(xmlFreeNs) \
    X(xmlFreeParserCtxt) \
    X(xmlGetExternalEntityLoader) \
    X(xmlGetLineNo) \
    X(xmlGetNodePath) \
    X(xmlGetNoNsProp) \
    X(xmlHashAddEntry) \
    X(xmlHashCreate) \
    X(xmlHashFree) \
    X(xmlHashLookup) \
    X(xmlHasNsProp) \
    X(xmlHasProp) \
    X(xmlInitParser) \
    X(xmlIsBlankNode) \
    X(xmlLastElementChild) \
    X(xmlNewChild) \
    X(xmlNewDoc) \
    X(xmlNewDocNode) \
    X(xmlNewDocText) \
    X(xmlNewNsProp) \
    X(xmlNewParserCtxt) \
    X(xmlNewProp) \
    X(xmlNextElementSibling) \
    X(xmlNodeGetContent) \
    X(xmlOutputBufferClose) \
    X(xmlOutputBufferGetContent) \
    X(xmlOutputBufferGetSize) \
    X(xmlPreviousElementSibling) \
    X(xmlRemoveProp) \
    X(xmlReplaceNode) \
    X(xmlResetLastError) \
    X(xmlSaveClose) \
    X(xmlSaveDoc) \
    X(xmlSaveToBuffer) \
    X(xmlSAX2Characters) \
    X(xmlSAX2GetLineNumber) \
    X(xmlSchemaFree) \
    X(xmlSchemaFreeParserCtxt) \
    X(xmlSchemaFreeValidCtxt) \
    X(xmlSchemaNewDocParserCtxt) \
    X(xmlSchemaNewValidCtxt) \
    X(xmlSchemaParse) \
    X(xmlSchemaSetParserStructuredErrors) \
    X(xmlSchemaSetValidStructuredErrors) \
    X(xmlSchemaValidateDoc) \
    X(xmlSetExternalEntityLoader) \
    X(xmlSetNsProp) \
    X(xmlSetProp) \
    X(xmlSetStructuredErrorFunc) \
    X(xmlStopParser) \
    X(xmlStrEqual) \
    X(__xmlStructuredError) \
    X(__xmlStructuredErrorContext) \
    X(xmlUnlinkNode) \
    X(xmlUnsetNsProp) \
    X(xmlUnsetProp) \
    X(xmlValidateNCName) \
    X(xmlXPathCastToBoolean) \
    X(xmlXPathCastToString) \
    X(xmlXPathCmpNodes) \
    X(xmlXPathCompiledEval) \
    X(xmlXPathCompiledEvalToBoolean) \
    X(xmlXPathContextSetCache) \
    X(xmlXPathCtxtCompile) \
    X(xmlXPathErr) \
    X(xmlXPatherror) \
    X(xmlXPathEvalExpression) \
    X(xmlXPathFreeCompExpr) \
    X(xmlXPathFreeContext) \
    X(xmlXPathFreeObject) \
    X(xmlXPathNewContext) \
    X(xmlXPathNewNodeSet) \
    X(xmlXPathNodeSetContains) \
    X(xmlXPathNodeSetSort) \
    X(xmlXPathPopString) \
    X(xmlXPathRegisterFunc) \
    X(xmlXPathRegisterNs) \
    X(xmlXPathRegisterVariable) \
    X(xmlXPathRegisterVariableLookup) \
    X(xmlXPathVariableLookup)
/* clang-format on */

/* Where each of them is. */
struct libxml {
#define LIBXML_PLACE(name) __typeof__(&(name)) name;
    LIBXML_CALLS(LIBXML_PLACE)
#undef LIBXML_PLACE
};

/* NULL while libxml2 is not there. */
extern const struct libxml *libxml_there;

/* Reads libxml2 in where it is not there yet. False, with a sentence, where it cannot be. */
bool libxml_load(struct error *err);

/* The same for those who have no way to report it: then the program ends as it would have
 * at its start, with the sentence. Callers with a way call libxml_load() before. */
const struct libxml *libxml_need(void);

static inline const struct libxml *libxml(void)
{
    return libxml_there ? libxml_there : libxml_need();
}

#ifndef LIBXML_PLACES_ONLY /* what makes the table needs the names as they are */
#define valuePush                          (*libxml()->valuePush)
#define xmlAddChild                        (*libxml()->xmlAddChild)
#define xmlAddNextSibling                  (*libxml()->xmlAddNextSibling)
#define xmlAddPrevSibling                  (*libxml()->xmlAddPrevSibling)
#define xmlAllocOutputBuffer               (*libxml()->xmlAllocOutputBuffer)
#define xmlBufferContent                   (*libxml()->xmlBufferContent)
#define xmlBufferCreate                    (*libxml()->xmlBufferCreate)
#define xmlBufferFree                      (*libxml()->xmlBufferFree)
#define xmlBufferLength                    (*libxml()->xmlBufferLength)
#define xmlC14NDocDumpMemory               (*libxml()->xmlC14NDocDumpMemory)
#define xmlC14NExecute                     (*libxml()->xmlC14NExecute)
#define xmlChildElementCount               (*libxml()->xmlChildElementCount)
#define xmlCopyDoc                         (*libxml()->xmlCopyDoc)
#define xmlCtxtGetLastError                (*libxml()->xmlCtxtGetLastError)
#define xmlCtxtReadIO                      (*libxml()->xmlCtxtReadIO)
#define xmlCtxtReadMemory                  (*libxml()->xmlCtxtReadMemory)
#define xmlDictCreate                      (*libxml()->xmlDictCreate)
#define xmlDocCopyNode                     (*libxml()->xmlDocCopyNode)
#define xmlDocGetRootElement               (*libxml()->xmlDocGetRootElement)
#define xmlDocSetRootElement               (*libxml()->xmlDocSetRootElement)
#define xmlFirstElementChild               (*libxml()->xmlFirstElementChild)
#define xmlFree                            (*libxml()->xmlFree)
#define xmlFreeDoc                         (*libxml()->xmlFreeDoc)
#define xmlFreeNode                        (*libxml()->xmlFreeNode)
#define xmlFreeNodeList                    (*libxml()->xmlFreeNodeList)
#define xmlFreeNs                          (*libxml()->xmlFreeNs)
#define xmlFreeParserCtxt                  (*libxml()->xmlFreeParserCtxt)
#define xmlGetExternalEntityLoader         (*libxml()->xmlGetExternalEntityLoader)
#define xmlGetLineNo                       (*libxml()->xmlGetLineNo)
#define xmlGetNodePath                     (*libxml()->xmlGetNodePath)
#define xmlGetNoNsProp                     (*libxml()->xmlGetNoNsProp)
#define xmlHashAddEntry                    (*libxml()->xmlHashAddEntry)
#define xmlHashCreate                      (*libxml()->xmlHashCreate)
#define xmlHashFree                        (*libxml()->xmlHashFree)
#define xmlHashLookup                      (*libxml()->xmlHashLookup)
#define xmlHasNsProp                       (*libxml()->xmlHasNsProp)
#define xmlHasProp                         (*libxml()->xmlHasProp)
#define xmlInitParser                      (*libxml()->xmlInitParser)
#define xmlIsBlankNode                     (*libxml()->xmlIsBlankNode)
#define xmlLastElementChild                (*libxml()->xmlLastElementChild)
#define xmlNewChild                        (*libxml()->xmlNewChild)
#define xmlNewDoc                          (*libxml()->xmlNewDoc)
#define xmlNewDocNode                      (*libxml()->xmlNewDocNode)
#define xmlNewDocText                      (*libxml()->xmlNewDocText)
#define xmlNewNsProp                       (*libxml()->xmlNewNsProp)
#define xmlNewParserCtxt                   (*libxml()->xmlNewParserCtxt)
#define xmlNewProp                         (*libxml()->xmlNewProp)
#define xmlNextElementSibling              (*libxml()->xmlNextElementSibling)
#define xmlNodeGetContent                  (*libxml()->xmlNodeGetContent)
#define xmlOutputBufferClose               (*libxml()->xmlOutputBufferClose)
#define xmlOutputBufferGetContent          (*libxml()->xmlOutputBufferGetContent)
#define xmlOutputBufferGetSize             (*libxml()->xmlOutputBufferGetSize)
#define xmlPreviousElementSibling          (*libxml()->xmlPreviousElementSibling)
#define xmlRemoveProp                      (*libxml()->xmlRemoveProp)
#define xmlReplaceNode                     (*libxml()->xmlReplaceNode)
#define xmlResetLastError                  (*libxml()->xmlResetLastError)
#define xmlSaveClose                       (*libxml()->xmlSaveClose)
#define xmlSaveDoc                         (*libxml()->xmlSaveDoc)
#define xmlSaveToBuffer                    (*libxml()->xmlSaveToBuffer)
#define xmlSAX2Characters                  (*libxml()->xmlSAX2Characters)
#define xmlSAX2GetLineNumber               (*libxml()->xmlSAX2GetLineNumber)
#define xmlSchemaFree                      (*libxml()->xmlSchemaFree)
#define xmlSchemaFreeParserCtxt            (*libxml()->xmlSchemaFreeParserCtxt)
#define xmlSchemaFreeValidCtxt             (*libxml()->xmlSchemaFreeValidCtxt)
#define xmlSchemaNewDocParserCtxt          (*libxml()->xmlSchemaNewDocParserCtxt)
#define xmlSchemaNewValidCtxt              (*libxml()->xmlSchemaNewValidCtxt)
#define xmlSchemaParse                     (*libxml()->xmlSchemaParse)
#define xmlSchemaSetParserStructuredErrors (*libxml()->xmlSchemaSetParserStructuredErrors)
#define xmlSchemaSetValidStructuredErrors  (*libxml()->xmlSchemaSetValidStructuredErrors)
#define xmlSchemaValidateDoc               (*libxml()->xmlSchemaValidateDoc)
#define xmlSetExternalEntityLoader         (*libxml()->xmlSetExternalEntityLoader)
#define xmlSetNsProp                       (*libxml()->xmlSetNsProp)
#define xmlSetProp                         (*libxml()->xmlSetProp)
#define xmlSetStructuredErrorFunc          (*libxml()->xmlSetStructuredErrorFunc)
#define xmlStopParser                      (*libxml()->xmlStopParser)
#define xmlStrEqual                        (*libxml()->xmlStrEqual)
#define __xmlStructuredError               (*libxml()->__xmlStructuredError)
#define __xmlStructuredErrorContext        (*libxml()->__xmlStructuredErrorContext)
#define xmlUnlinkNode                      (*libxml()->xmlUnlinkNode)
#define xmlUnsetNsProp                     (*libxml()->xmlUnsetNsProp)
#define xmlUnsetProp                       (*libxml()->xmlUnsetProp)
#define xmlValidateNCName                  (*libxml()->xmlValidateNCName)
#define xmlXPathCastToBoolean              (*libxml()->xmlXPathCastToBoolean)
#define xmlXPathCastToString               (*libxml()->xmlXPathCastToString)
#define xmlXPathCmpNodes                   (*libxml()->xmlXPathCmpNodes)
#define xmlXPathCompiledEval               (*libxml()->xmlXPathCompiledEval)
#define xmlXPathCompiledEvalToBoolean      (*libxml()->xmlXPathCompiledEvalToBoolean)
#define xmlXPathContextSetCache            (*libxml()->xmlXPathContextSetCache)
#define xmlXPathCtxtCompile                (*libxml()->xmlXPathCtxtCompile)
#define xmlXPathErr                        (*libxml()->xmlXPathErr)
#define xmlXPatherror                      (*libxml()->xmlXPatherror)
#define xmlXPathEvalExpression             (*libxml()->xmlXPathEvalExpression)
#define xmlXPathFreeCompExpr               (*libxml()->xmlXPathFreeCompExpr)
#define xmlXPathFreeContext                (*libxml()->xmlXPathFreeContext)
#define xmlXPathFreeObject                 (*libxml()->xmlXPathFreeObject)
#define xmlXPathNewContext                 (*libxml()->xmlXPathNewContext)
#define xmlXPathNewNodeSet                 (*libxml()->xmlXPathNewNodeSet)
#define xmlXPathNodeSetContains            (*libxml()->xmlXPathNodeSetContains)
#define xmlXPathNodeSetSort                (*libxml()->xmlXPathNodeSetSort)
#define xmlXPathPopString                  (*libxml()->xmlXPathPopString)
#define xmlXPathRegisterFunc               (*libxml()->xmlXPathRegisterFunc)
#define xmlXPathRegisterNs                 (*libxml()->xmlXPathRegisterNs)
#define xmlXPathRegisterVariable           (*libxml()->xmlXPathRegisterVariable)
#define xmlXPathRegisterVariableLookup     (*libxml()->xmlXPathRegisterVariableLookup)
#define xmlXPathVariableLookup             (*libxml()->xmlXPathVariableLookup)
#endif

#endif
