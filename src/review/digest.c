/* The digest of what is signed off. */
#include "config.h"

#include "review/private.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/content.h"
#include "xml/libxml2.h"

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

static int is_visible(void *data, xmlNodePtr node, xmlNodePtr parent)
{
    (void)data;
    return node->type != XML_TEXT_NODE || !is_blank(node) || !has_elements(parent);
}

static void write_hash(const void *bytes, size_t size, char out[REVIEW_DIGEST])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, bytes, size);
    sodium_bin2hex(out, REVIEW_DIGEST, hash, sizeof hash);
}

static bool digest_whole(const struct assessment *a, char out[REVIEW_DIGEST], struct error *err)
{
    xmlOutputBuffer *bytes = xmlAllocOutputBuffer(NULL);
    bool good = bytes != NULL && xmlC14NExecute(assessment_document(a), is_visible, NULL,
                                                XML_C14N_EXCLUSIVE_1_0, NULL, 0, bytes) >= 0;
    if (good)
        write_hash(xmlOutputBufferGetContent(bytes), xmlOutputBufferGetSize(bytes), out);
    if (bytes != NULL)
        xmlOutputBufferClose(bytes);
    return good || error_set_memory(err);
}

static bool digest_content(const struct assessment *a, char out[REVIEW_DIGEST], struct error *err)
{
    size_t size;
    char *bytes = content_bytes(assessment_document(a), &size, err);
    if (bytes != NULL)
        write_hash(bytes, size, out);
    free(bytes);
    return bytes != NULL;
}

bool review_digest(const struct assessment *a, char digest[REVIEW_DIGEST],
                   char content[REVIEW_DIGEST], struct error *err)
{
    return digest_whole(a, digest, err) && digest_content(a, content, err);
}
