#include "config.h"

#include "xmlsig/sign.h"

#include <libxml/c14n.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "exchange/notice.h"
#include "exchange/parse.h"
#include "text/base64.h"
#include "xmlsig/certificate.h"
#include "xmlsig/digest.h"
#include "xmlsig/shape.h"
#include "xmlsig/verify.h"

/* --- canonical bytes ---------------------------------------------------------------- */

/* What of the document is written: all that stands in `only` (NULL: everywhere)
 * and not in `without`. */
struct part {
    const xmlNode *only, *without;
};

static int is_visible(void *data, xmlNode *node, xmlNode *parent)
{
    const struct part *part = data;
    bool inside = part->only == NULL;

    /* A namespace is no node of the tree; it stands where its element does. */
    if (node->type == XML_NAMESPACE_DECL)
        node = parent;
    for (const xmlNode *n = node; n != NULL; n = n->parent) {
        if (n == part->without)
            return 0;
        inside = inside || n == part->only;
        if (n->type == XML_DOCUMENT_NODE)
            break;
    }
    return inside ? 1 : 0;
}

static bool canonical(xmlDoc *doc, struct part part, struct buffer *out)
{
    xmlOutputBuffer *sink = xmlAllocOutputBuffer(NULL);
    bool ok = sink != NULL &&
              xmlC14NExecute(doc, is_visible, &part, XML_C14N_EXCLUSIVE_1_0, NULL, 0, sink) >= 0;

    if (ok)
        buffer_append(out, (const char *)xmlOutputBufferGetContent(sink),
                      xmlOutputBufferGetSize(sink));
    if (sink != NULL)
        xmlOutputBufferClose(sink);
    return ok && !out->failed;
}

/* --- the element -------------------------------------------------------------------- */

static void write_certificates(const struct signer *signer, struct buffer *out)
{
    for (int i = 0; i < sk_X509_num(signer->certificates); i++) {
        unsigned char *der = NULL;
        int size = i2d_X509(sk_X509_value(signer->certificates, i), &der);

        buffer_append_string(out, "<ds:X509Certificate>");
        if (size > 0)
            base64_append(out, (const char *)der, (size_t)size);
        else
            out->failed = true;
        buffer_append_string(out, "</ds:X509Certificate>");
        OPENSSL_free(der);
    }
}

static void write_template(const struct signer *signer, const unsigned char *digest,
                           struct buffer *out)
{
    bool ec = certificate_is_ec(sk_X509_value(signer->certificates, 0));

    buffer_append_format(
        out,
        "<ds:Signature xmlns:ds=\"%s\"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm=\"%s\"/>"
        "<ds:SignatureMethod Algorithm=\"%s\"/><ds:Reference URI=\"\"><ds:Transforms>"
        "<ds:Transform Algorithm=\"%s\"/><ds:Transform Algorithm=\"%s\"/></ds:Transforms>"
        "<ds:DigestMethod Algorithm=\"%s\"/><ds:DigestValue>",
        SHAPE_NS, SHAPE_EXC_C14N, ec ? SHAPE_ECDSA_SHA256 : SHAPE_RSA_SHA256, SHAPE_ENVELOPED,
        SHAPE_EXC_C14N, SHAPE_SHA256);
    base64_append(out, (const char *)digest, DIGEST_SIZE);
    buffer_append_string(out, "</ds:DigestValue></ds:Reference></ds:SignedInfo>"
                              "<ds:SignatureValue></ds:SignatureValue>"
                              "<ds:KeyInfo><ds:X509Data>");
    write_certificates(signer, out);
    buffer_append_string(out, "</ds:X509Data></ds:KeyInfo></ds:Signature>");
}

/* The element, without its value, where a space was kept for it. */
static xmlNode *put_template(xmlDoc *doc, xmlNode *place, const struct buffer *template)
{
    struct notices found = NOTICES_INIT;
    xmlDoc *made = template->failed ? NULL : parse_strict(template->data, template->size, &found);
    xmlNode *copy = made == NULL ? NULL : xmlDocCopyNode(xmlDocGetRootElement(made), doc, 1);

    notices_free(&found);
    xmlFreeDoc(made);
    if (copy != NULL) {
        xmlReplaceNode(place, copy);
        xmlFreeNode(place);
    }
    return copy;
}

/* An element that keeps its place, so that the white space around it is signed
 * as it will stand. */
static xmlNode *keep_place(xmlDoc *doc)
{
    xmlNode *root = xmlDocGetRootElement(doc);
    xmlNode *before = xmlNewText((const xmlChar *)"  ");
    xmlNode *place = xmlNewNode(NULL, (const xmlChar *)"place");
    xmlNode *after = xmlNewText((const xmlChar *)"\n");

    if (before != NULL && place != NULL && after != NULL) {
        xmlAddChild(root, before);
        xmlAddChild(root, place);
        xmlAddChild(root, after);
        return place;
    }
    xmlFreeNode(before);
    xmlFreeNode(place);
    xmlFreeNode(after);
    return NULL;
}

static bool put_value(xmlDoc *doc, xmlNode *signature, const struct signer *signer,
                      struct answer *answer)
{
    struct buffer info = BUFFER_INIT, value = BUFFER_INIT, text = BUFFER_INIT;
    xmlNode *first = xmlFirstElementChild(signature);
    bool ok =
        canonical(doc, (struct part){first, NULL}, &info) || answer_refuse(answer, "memory", NULL);

    ok = ok && signer_sign(signer, info.data, info.size, &value, answer);
    if (ok) {
        base64_append(&text, value.data, value.size);
        ok = !text.failed || answer_refuse(answer, "memory", NULL);
    }
    if (ok)
        xmlNodeAddContent(xmlNextElementSibling(first), (const xmlChar *)text.data);
    buffer_free(&info);
    buffer_free(&value);
    buffer_free(&text);
    return ok;
}

static xmlNode *put_signature(xmlDoc *doc, const struct signer *signer, struct answer *answer)
{
    struct buffer all = BUFFER_INIT, template = BUFFER_INIT;
    unsigned char digest[DIGEST_SIZE];
    xmlNode *place = keep_place(doc), *signature = NULL;

    if (place != NULL && canonical(doc, (struct part){NULL, place}, &all) &&
        digest_bytes(all.data, all.size, digest)) {
        write_template(signer, digest, &template);
        signature = put_template(doc, place, &template);
    }
    if (signature == NULL)
        answer_refuse(answer, "memory", NULL);
    else if (!put_value(doc, signature, signer, answer))
        signature = NULL;
    buffer_free(&all);
    buffer_free(&template);
    return signature;
}

/* --- the document ------------------------------------------------------------------- */

static bool dump(xmlDoc *doc, struct answer *answer)
{
    xmlChar *bytes = NULL;
    int size = 0;

    xmlDocDumpMemoryEnc(doc, &bytes, &size, "UTF-8");
    if (bytes != NULL)
        buffer_append(&answer->bytes, (const char *)bytes, (size_t)size);
    xmlFree(bytes);
    return (bytes != NULL && !answer->bytes.failed) || answer_refuse(answer, "memory", NULL);
}

/* A card with another key than its certificate has, or a command that answers
 * something else, is found out here and not at the city. Of the bytes as they are
 * written, not of the tree that they come from. */
static bool prove(const struct answer *made, const struct signer *signer, struct answer *answer)
{
    struct answer again = ANSWER_INIT;
    struct notices found = NOTICES_INIT;
    struct shape shape;
    xmlDoc *doc = parse_strict(made->bytes.data, made->bytes.size, &found);
    bool ok = doc != NULL && shape_check(doc, &shape) == NULL &&
              verify_signature(shape.signature, sk_X509_value(signer->certificates, 0), &again);

    answer_free(&again);
    notices_free(&found);
    xmlFreeDoc(doc);
    return ok || answer_refuse(answer, "key-other", NULL);
}

bool sign_document(xmlDoc *doc, const struct signer *signer, struct answer *answer)
{
    X509 *own = sk_X509_value(signer->certificates, 0);
    struct shape shape;
    const char *code = shape_check(doc, &shape);

    if (code == NULL || strcmp(code, "unsigned") != 0)
        return answer_refuse(answer, code == NULL ? "signed-already" : code, NULL);
    return certificate_check_key(own, answer) && certificate_check_time(own, time(NULL), answer) &&
           put_signature(doc, signer, answer) != NULL && dump(doc, answer) &&
           prove(answer, signer, answer);
}
