#include "exchange/reader.h"

#include <stdlib.h>
#include <string.h>

#include "assessment/content.h"
#include "exchange/conform.h"
#include "exchange/intake.h"
#include "exchange/parse.h"
#include "exchange/sandbox.h"
#include "exchange/wording.h"
#include "text/i18n.h"
#include "xml/libxml2.h"

/* --- the two looks, each in a child ------------------------------------------- */

struct look {
    const struct intake *in;
    const struct conform *conform; /* NULL in the first look */
};

static void note_root(const xmlDoc *doc, struct notices *out)
{
    const xmlNode *root = xmlDocGetRootElement(doc);
    struct notice n = notice_make(NOTICE_ROOT, (int)xmlGetLineNo(root));
    xmlChar *policy = xmlGetNoNsProp(root, (const xmlChar *)"policy");
    xmlChar *version = xmlGetNoNsProp(root, (const xmlChar *)"form-version");

    notice_copy(n.element, sizeof(n.element), (const char *)root->name);
    notice_copy(n.value, sizeof(n.value), (const char *)policy);
    notice_copy(n.detail, sizeof(n.detail), (const char *)version);
    xmlFree(policy);
    xmlFree(version);
    notices_add(out, &n);
}

/* The layout says where a signature may stand; what is in it is for those who
 * verify. True where there was one. */
static bool take_signature_out(xmlDoc *doc)
{
    xmlNode *signature = content_find_signature(doc);

    if (signature == NULL)
        return false;
    xmlUnlinkNode(signature);
    xmlFreeNode(signature);
    return true;
}

static void look(void *context, struct notices *out)
{
    const struct look *l = context;
    xmlDoc *doc;

    parse_refuse_loading();
    doc = parse_strict(l->in->bytes, l->in->size, out);
    if (doc == NULL)
        return;
    if (l->conform != NULL) {
        take_signature_out(doc);
        conform_check(l->conform, doc, out);
    } else if (conform_characters(doc, out)) {
        note_root(doc, out);
    }
    xmlFreeDoc(doc);
}

static bool look_safely(struct look *l, struct notices *out, struct error *err)
{
    static const struct sandbox_limits limits = {
        .cpu_seconds = READER_MAX_SECONDS,
        .wall_seconds = READER_MAX_WALL_SECONDS,
        .memory = READER_MAX_MEMORY,
    };
    enum sandbox_end end = sandbox_run(look, l, &limits, out, err);

    if (end == SANDBOX_DONE && out->count > 0 && out->items[0].kind == NOTICE_MEMORY)
        end = SANDBOX_TOO_MUCH;
    if (end == SANDBOX_TOO_MUCH)
        error_set(err, _("This takes too much time or memory to read. It is not an official file; "
                         "look where it comes from."));
    if (end == SANDBOX_BROKE)
        error_set(
            err,
            _("Reading this broke off. It is not an official file; look where it comes from."));
    return end == SANDBOX_DONE;
}

/* --- which form ------------------------------------------------------------------ */

static bool refuse_root(const struct notice *root, struct error *err)
{
    char element[WORDING_QUOTE];

    wording_quote(root->element, element, sizeof(element));
    return error_set(err,
                     _("This is XML, but not an official file: its first element, <%s>, has no "
                       "attribute policy. Give the file that was exported."),
                     element);
}

/* The name is held against those that are installed before it becomes a path. */
static const struct form *find_form(struct catalogue *c, const char *policy, struct error *err)
{
    char shown[WORDING_QUOTE];

    for (size_t i = 0; i < catalogue_count(c); i++) {
        if (strcmp(catalogue_name(c, i), policy) == 0)
            return catalogue_form(c, catalogue_name(c, i), err);
    }
    wording_quote(policy, shown, sizeof(shown));
    error_set(err,
              _("This is about the policy \"%s\", which is not installed here. Install its form, "
                "or give another file."),
              shown);
    return NULL;
}

static const struct form *choose_form(struct catalogue *c, const struct notice *root,
                                      struct error *err)
{
    char shown[WORDING_QUOTE];
    const struct form *form;

    if (root->value[0] == '\0') {
        refuse_root(root, err);
        return NULL;
    }
    form = find_form(c, root->value, err);
    if (form == NULL || strcmp(form_version(form), root->detail) == 0)
        return form;
    wording_quote(root->detail, shown, sizeof(shown));
    error_set(err,
              _("This is in version \"%s\" of the form of %s, and version %s is installed here. "
                "Install that version, or give a file in this one."),
              shown, form_name(form), form_version(form));
    return NULL;
}

/* --- the result ------------------------------------------------------------------ */

static bool word_fault(const struct notice *n, struct reader_fault *out)
{
    char page[WORDING_QUOTE];

    wording_quote(n->page, page, sizeof(page));
    out->line = n->line;
    out->message = wording_fault(n);
    out->page = page[0] == '\0' ? NULL : strdup(page);
    return out->message != NULL && (out->page != NULL || page[0] == '\0');
}

static bool word_more(const struct notices *found, struct reader_fault *out)
{
    if (!found->more)
        return true;
    out->line = found->items[found->count - 1].line;
    out->message = strdup(_("there are more faults behind these; correct these first"));
    return out->message != NULL;
}

static bool word_faults(const struct notices *found, struct reader_result *out, struct error *err)
{
    bool ok = true;

    if (found->count == 0)
        return true;
    out->faults = calloc(found->count + 1, sizeof(*out->faults));
    if (out->faults == NULL)
        return error_set_memory(err);
    out->count = found->count + (found->more ? 1 : 0);
    for (size_t i = 0; ok && i < found->count; i++)
        ok = word_fault(&found->items[i], &out->faults[i]);
    if (ok && word_more(found, &out->faults[found->count]))
        return true;
    reader_result_free(out);
    return error_set_memory(err);
}

void reader_result_free(struct reader_result *r)
{
    for (size_t i = 0; i < r->count; i++) {
        free(r->faults[i].page);
        free(r->faults[i].message);
    }
    free(r->faults);
    r->faults = NULL;
    r->count = 0;
    submission_record_free(&r->submission);
}

/* --- reading --------------------------------------------------------------------- */

/* The first look: that it can be read, and which form it is in. */
static const struct form *look_at_root(struct catalogue *c, const struct intake *in,
                                       bool *unknown_form, struct error *err)
{
    struct look first = {in, NULL};
    struct notices found = NOTICES_INIT;
    const struct form *form = NULL;

    if (look_safely(&first, &found, err)) {
        bool has_root = found.count == 1 && found.items[0].kind == NOTICE_ROOT;

        if (has_root)
            form = choose_form(c, &found.items[0], err);
        else
            wording_refusal(found.items, err);
        *unknown_form = has_root && form == NULL && found.items[0].value[0] != '\0';
    }
    notices_free(&found);
    return form;
}

/* The second look: that it is in the layout of that form. */
static bool look_at_layout(const struct form *form, const struct intake *in,
                           struct reader_result *out, struct error *err)
{
    struct conform *conform = conform_open(form_dir(form), err);
    struct look second = {in, conform};
    struct notices found = NOTICES_INIT;
    bool ok = conform != NULL && look_safely(&second, &found, err) && word_faults(&found, out, err);

    notices_free(&found);
    conform_close(conform);
    return ok;
}

static bool build(const struct intake *in, struct reader_result *out, struct error *err)
{
    struct notices found = NOTICES_INIT;

    out->doc = parse_strict(in->bytes, in->size, &found);
    if (out->doc == NULL) {
        wording_refusal(found.items, err);
    } else {
        out->is_signed = take_signature_out(out->doc);
        parse_strip(out->doc);
        if (!submission_take(out->doc, &out->submission, err)) {
            xmlFreeDoc(out->doc);
            out->doc = NULL;
        }
    }
    notices_free(&found);
    return out->doc != NULL;
}

static bool read_bytes(struct catalogue *c, const struct intake *in, struct reader_result *out,
                       struct error *err)
{
    out->form = look_at_root(c, in, &out->unknown_form, err);
    if (out->form == NULL || !look_at_layout(out->form, in, out, err))
        return false;
    return out->count > 0 || build(in, out, err);
}

bool reader_read(struct catalogue *c, const char *path, struct reader_result *out,
                 struct error *err)
{
    struct intake in = {NULL, 0};
    bool ok;

    *out = (struct reader_result){.doc = NULL};
    /* Once, here, and not in each child. */
    xmlInitParser();
    ok = intake_read(path, &in, err) && intake_check(&in, err) && read_bytes(c, &in, out, err);
    intake_free(&in);
    if (ok)
        return true;
    return wording_prefix(err, strcmp(path, "-") == 0 ? _("standard input") : path);
}

bool reader_read_bytes(struct catalogue *c, const char *bytes, size_t size,
                       struct reader_result *out, struct error *err)
{
    struct intake in = {NULL, size};

    *out = (struct reader_result){.doc = NULL};
    xmlInitParser();
    in.bytes = malloc(size + 1);
    if (in.bytes == NULL)
        return error_set_memory(err);
    memcpy(in.bytes, bytes, size);
    in.bytes[size] = '\0';
    bool ok = intake_check(&in, err) && read_bytes(c, &in, out, err);
    intake_free(&in);
    return ok;
}

bool reader_check_layout(const struct form *form, xmlDoc *doc, struct reader_result *out,
                         struct error *err)
{
    struct notices found = NOTICES_INIT;
    struct conform *conform;
    bool ok = true;

    *out = (struct reader_result){.form = form};
    if (!conform_characters(doc, &found)) {
        ok = wording_refusal(found.items, err);
        notices_free(&found);
        return ok;
    }
    conform = conform_open(form_dir(form), err);
    if (conform == NULL)
        return false;
    conform_check(conform, doc, &found);
    ok = found.failed ? error_set_memory(err) : word_faults(&found, out, err);
    notices_free(&found);
    conform_close(conform);
    return ok;
}
