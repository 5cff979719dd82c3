#include "exchange/submission.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/content.h"

/* --- out ------------------------------------------------------------------------ */

static bool put(xmlNode *element, const char *name, const char *value)
{
    return value != NULL &&
           xmlNewNsProp(element, NULL, (const xmlChar *)name, (const xmlChar *)value) != NULL;
}

static bool put_signer(xmlNode *parent, const struct submission_signer *s)
{
    xmlNode *n = xmlNewChild(parent, NULL, (const xmlChar *)"signer", NULL);

    return n != NULL && put(n, "name", s->name) && put(n, "role", s->role) &&
           put(n, "meaning", s->meaning) && put(n, "digest", s->digest) && put(n, "at", s->at);
}

bool submission_put(xmlDoc *doc, const struct submission *s)
{
    xmlNode *root = xmlDocGetRootElement(doc);
    xmlNode *element = xmlNewChild(root, NULL, (const xmlChar *)"submission", NULL);
    char number[32];
    bool ok = element != NULL;

    snprintf(number, sizeof(number), "%lld", s->trail_seq);
    if (ok && s->kind != NULL)
        ok = xmlSetNsProp(root, NULL, (const xmlChar *)"submission", (const xmlChar *)s->kind) !=
             NULL;
    if (ok && s->receipt != NULL)
        ok = put(element, "receipt", s->receipt);
    ok = ok && put(element, "trail-seq", number) && put(element, "trail-hash", s->trail_hash);
    for (size_t i = 0; ok && i < s->signer_count; i++)
        ok = put_signer(element, &s->signers[i]);
    return ok;
}

/* --- in ------------------------------------------------------------------------- */

/* The attribute's value, kept in the record; NULL where it is not there, and
 * *short_of_memory set where it could not be kept. */
static const char *keep(struct submission_record *r, const xmlNode *n, const char *name,
                        bool *short_of_memory)
{
    char **texts;
    char *value;

    if (xmlHasNsProp(n, (const xmlChar *)name, NULL) == NULL)
        return NULL;
    value = (char *)xmlGetNoNsProp(n, (const xmlChar *)name);
    texts = realloc(r->texts, (r->text_count + 1) * sizeof(*texts));
    if (texts != NULL)
        r->texts = texts;
    if (value == NULL || texts == NULL) {
        xmlFree(value);
        *short_of_memory = true;
        return NULL;
    }
    r->texts[r->text_count++] = value;
    return value;
}

static bool read_signers(struct submission_record *r, xmlNode *element, bool *short_of_memory)
{
    size_t count = xmlChildElementCount(element);
    xmlNode *n = xmlFirstElementChild(element);

    r->signers = calloc(count == 0 ? 1 : count, sizeof(*r->signers));
    if (r->signers == NULL)
        return false;
    for (size_t i = 0; i < count; i++, n = xmlNextElementSibling(n)) {
        r->signers[i].name = keep(r, n, "name", short_of_memory);
        r->signers[i].role = keep(r, n, "role", short_of_memory);
        r->signers[i].meaning = keep(r, n, "meaning", short_of_memory);
        r->signers[i].digest = keep(r, n, "digest", short_of_memory);
        r->signers[i].at = keep(r, n, "at", short_of_memory);
    }
    r->is.signers = r->signers;
    r->is.signer_count = count;
    return true;
}

static bool read_element(struct submission_record *r, xmlNode *element)
{
    bool short_of_memory = false;
    const char *number = keep(r, element, "trail-seq", &short_of_memory);

    r->is.kind = keep(r, element->parent, "submission", &short_of_memory);
    r->is.receipt = keep(r, element, "receipt", &short_of_memory);
    r->is.trail_hash = keep(r, element, "trail-hash", &short_of_memory);
    r->is.trail_seq = number == NULL ? 0 : strtoll(number, NULL, 10);
    return read_signers(r, element, &short_of_memory) && !short_of_memory;
}

bool submission_take(xmlDoc *doc, struct submission_record *out, struct error *err)
{
    xmlNode *element = content_find_submission(doc);
    bool ok;

    *out = (struct submission_record){.present = element != NULL};
    if (element == NULL)
        return true;
    ok = read_element(out, element);
    /* At once: its names are the document's, and may go with it. */
    xmlUnlinkNode(element);
    xmlFreeNode(element);
    if (ok)
        return true;
    submission_record_free(out);
    return error_set_memory(err);
}

void submission_record_free(struct submission_record *r)
{
    for (size_t i = 0; i < r->text_count; i++)
        xmlFree(r->texts[i]);
    free(r->texts);
    free(r->signers);
    *r = (struct submission_record){.present = false};
}

/* --- the kinds ------------------------------------------------------------------ */

/* forms/README, section 1. */
static const char *const kinds[] = {
    [SUBMISSION_NEW] = "新規",          /* not the policy's */
    [SUBMISSION_AGAIN] = "再提出",      /* not the policy's */
    [SUBMISSION_WITHDRAWAL] = "取下げ", /* not the policy's */
};

const char *submission_kind_word(enum submission_kind kind)
{
    return kinds[kind];
}

bool submission_kind_is(const xmlDoc *doc, enum submission_kind kind)
{
    const xmlNode *root = doc->children;
    const xmlAttr *a;

    while (root != NULL && root->type != XML_ELEMENT_NODE)
        root = root->next;
    a = root == NULL ? NULL : root->properties;
    while (a != NULL && strcmp((const char *)a->name, "submission") != 0)
        a = a->next;
    return a != NULL && a->children != NULL && a->children->content != NULL &&
           strcmp((const char *)a->children->content, kinds[kind]) == 0;
}

static bool is_new(const struct submission *s)
{
    return s->kind != NULL && strcmp(s->kind, kinds[SUBMISSION_NEW]) == 0;
}

bool submission_is_withdrawal(const struct submission *s)
{
    return s->kind != NULL && strcmp(s->kind, kinds[SUBMISSION_WITHDRAWAL]) == 0;
}

/* --- whether it can be handed in -------------------------------------------------- */

/* Four eyes, and that what was signed off is what is here. */
static const char *check_signers(const struct submission *s, const char *content)
{
    const struct submission_signer *last = &s->signers[s->signer_count - 1];

    if (strcmp(last->digest, content) != 0)
        return "signed-off-other";
    for (const struct submission_signer *one = s->signers; one < last; one++) {
        if (strcmp(one->name, last->name) == 0)
            return "same-person";
    }
    return NULL;
}

const char *submission_check(const struct submission_record *r, const char *content)
{
    const struct submission *s = &r->is;

    if (!r->present || s->signer_count == 0)
        return "no-submission";
    if (is_new(s) && s->receipt != NULL)
        return "receipt-unexpected";
    if (!is_new(s) && s->receipt == NULL)
        return "receipt-missing";
    return check_signers(s, content);
}
