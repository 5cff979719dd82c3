/* The digest of what is signed off. */
#include "config.h"

#include "review/private.h"

#include <libxml/c14n.h>
#include <sodium.h>
#include <string.h>

/* The attribute of the root that says how the document is handed in (forms/README, 1). */
static const char kind[] = "submission";

static bool is_blank(const xmlNode *text)
{
    const char *content = (const char *)text->content;
    return content == NULL || content[strspn(content, " \t\r\n")] == '\0';
}

static bool has_elements(const xmlNode *node)
{
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE)
            return true;
    }
    return false;
}

/* What counts; data: whether the kind of submission does not. */
static int is_visible(void *data, xmlNodePtr node, xmlNodePtr parent)
{
    const bool *content = data;
    if (node->type == XML_ATTRIBUTE_NODE)
        return !*content || parent->parent != (const xmlNode *)parent->doc ||
               strcmp((const char *)node->name, kind) != 0;
    return node->type != XML_TEXT_NODE || !is_blank(node) || !has_elements(parent);
}

static bool digest_one(const struct assessment *a, bool content, char out[REVIEW_DIGEST],
                       struct error *err)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    xmlOutputBuffer *bytes = xmlAllocOutputBuffer(NULL);
    bool good = bytes != NULL && xmlC14NExecute(assessment_document(a), is_visible, &content,
                                                XML_C14N_EXCLUSIVE_1_0, NULL, 0, bytes) >= 0;
    if (good) {
        crypto_hash_sha256(hash, xmlOutputBufferGetContent(bytes), xmlOutputBufferGetSize(bytes));
        sodium_bin2hex(out, REVIEW_DIGEST, hash, sizeof hash);
    }
    if (bytes != NULL)
        xmlOutputBufferClose(bytes);
    return good || error_set_memory(err);
}

bool review_digest(const struct assessment *a, char digest[REVIEW_DIGEST],
                   char content[REVIEW_DIGEST], struct error *err)
{
    return digest_one(a, false, digest, err) && digest_one(a, true, content, err);
}
