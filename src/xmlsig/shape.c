#include "config.h"

#include "xmlsig/shape.h"

#include <string.h>

/* --- steps ------------------------------------------------------------------------ */

static bool is_of_signature(const xmlNode *n)
{
    return n->type == XML_ELEMENT_NODE && n->ns != NULL &&
           strcmp((const char *)n->ns->href, SHAPE_NS) == 0;
}

static bool is(const xmlNode *n, const char *name)
{
    return n != NULL && is_of_signature(n) && strcmp((const char *)n->name, name) == 0;
}

static const xmlNode *element_from(const xmlNode *n)
{
    while (n != NULL && n->type != XML_ELEMENT_NODE)
        n = n->next;
    return n;
}

static const xmlNode *first(const xmlNode *parent)
{
    return element_from(parent->children);
}

static const xmlNode *next(const xmlNode *n)
{
    return element_from(n->next);
}

/* No attribute, and between its elements nothing but white space. */
static bool is_plain(const xmlNode *n)
{
    if (n->properties != NULL)
        return false;
    for (const xmlNode *child = n->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE && !xmlIsBlankNode(child))
            return false;
    }
    return true;
}

/* No attribute, and a text that is all there is in it. */
static bool is_text(const xmlNode *n)
{
    return n->properties == NULL && n->children != NULL && n->children->next == NULL &&
           n->children->type == XML_TEXT_NODE && !xmlIsBlankNode(n->children);
}

static bool has_only(const xmlNode *n, const char *attribute, const char *value)
{
    const xmlAttr *a = n->properties;
    const char *found;

    if (a == NULL || a->next != NULL || a->ns != NULL ||
        strcmp((const char *)a->name, attribute) != 0)
        return false;
    found = a->children == NULL ? "" : (const char *)a->children->content;
    return (a->children == NULL || a->children->next == NULL) && found != NULL &&
           strcmp(found, value) == 0;
}

/* That method, with nothing inside of it. */
static bool is_method(const xmlNode *n, const char *name, const char *algorithm)
{
    return is(n, name) && n->children == NULL && has_only(n, "Algorithm", algorithm);
}

/* --- the parts -------------------------------------------------------------------- */

static const char *check_reference(const xmlNode *reference)
{
    const xmlNode *transforms = first(reference);
    const xmlNode *n;

    if (!has_only(reference, "URI", ""))
        return "reference-uri";
    if (!is(transforms, "Transforms") || !is_plain(transforms))
        return "transforms";
    n = first(transforms);
    if (!is_method(n, "Transform", SHAPE_ENVELOPED))
        return "transforms";
    n = next(n);
    if (!is_method(n, "Transform", SHAPE_EXC_C14N) || next(n) != NULL)
        return "transforms";
    n = next(transforms);
    if (!is_method(n, "DigestMethod", SHAPE_SHA256))
        return "digest-algorithm";
    n = next(n);
    return is(n, "DigestValue") && is_text(n) && next(n) == NULL ? NULL : "signature-form";
}

static const char *check_signed_info(const xmlNode *info, struct shape *out)
{
    const xmlNode *n = first(info), *reference;

    if (!is_plain(info))
        return "signature-form";
    if (!is_method(n, "CanonicalizationMethod", SHAPE_EXC_C14N))
        return "canonicalization";
    n = next(n);
    out->ecdsa = is_method(n, "SignatureMethod", SHAPE_ECDSA_SHA256);
    if (!out->ecdsa && !is_method(n, "SignatureMethod", SHAPE_RSA_SHA256))
        return "signature-algorithm";
    reference = next(n);
    if (!is(reference, "Reference") || next(reference) != NULL)
        return "references";
    return check_reference(reference);
}

static const char *check_key(const xmlNode *info, struct shape *out)
{
    const xmlNode *data = first(info);

    if (!is_plain(info) || !is(data, "X509Data") || next(data) != NULL || !is_plain(data))
        return "key-value";
    for (const xmlNode *n = first(data); n != NULL; n = next(n)) {
        if (!is(n, "X509Certificate") || !is_text(n) ||
            out->certificate_count == SHAPE_MAX_CERTIFICATES)
            return "certificate";
        out->certificates[out->certificate_count++] = n;
    }
    return out->certificate_count == 0 ? "certificate" : NULL;
}

static const char *check_signature(const xmlNode *signature, struct shape *out)
{
    const xmlNode *info = first(signature), *value, *key;
    const char *code;

    if (!is_plain(signature) || !is(info, "SignedInfo"))
        return "signature-form";
    value = next(info);
    if (!is(value, "SignatureValue"))
        return "signature-form";
    if (!is_text(value))
        return "signature-empty";
    key = next(value);
    if (!is(key, "KeyInfo"))
        return "key-value";
    if (next(key) != NULL)
        return "object";
    code = check_signed_info(info, out);
    return code != NULL ? code : check_key(key, out);
}

/* --- the document ----------------------------------------------------------------- */

static const xmlNode *following(const xmlNode *n, bool into)
{
    if (into && n->type == XML_ELEMENT_NODE && n->children != NULL)
        return n->children;
    while (n != NULL && n->next == NULL) {
        n = n->parent;
        if (n == NULL || n->type != XML_ELEMENT_NODE)
            return NULL;
    }
    return n == NULL ? NULL : n->next;
}

/* What the signature leaves out may not be there: a comment inside a text parts
 * what a program reads from what was signed. */
static bool has_unsigned(const xmlDoc *doc)
{
    for (const xmlNode *n = doc->children; n != NULL; n = following(n, true)) {
        if (n->type != XML_ELEMENT_NODE && n->type != XML_TEXT_NODE)
            return true;
    }
    return false;
}

const char *shape_check(const xmlDoc *doc, struct shape *out)
{
    const xmlNode *found = NULL;

    *out = (struct shape){.signature = NULL};
    if (has_unsigned(doc))
        return "comment";
    for (const xmlNode *n = doc->children; n != NULL; n = following(n, found != n)) {
        if (!is_of_signature(n))
            continue;
        if (!is(n, "Signature"))
            return "wrapped";
        if (found != NULL)
            return "several-signatures";
        found = n;
    }
    if (found == NULL)
        return "unsigned";
    if (found->parent == NULL || found->parent->type != XML_ELEMENT_NODE ||
        found->parent->parent != (const xmlNode *)doc || next(found) != NULL)
        return "signature-place";
    memcpy(&out->signature, &found, sizeof(found));
    return check_signature(found, out);
}
