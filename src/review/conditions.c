/* What the conditions of the table mean. */
#include "config.h"

#include "review/performing.h"

#include <stdlib.h>
#include <string.h>

#include "store/names.h"
#include "text/buffer.h"
#include "text/i18n.h"

static const size_t whole = (size_t)-1;

char *performing_name(const struct performing *p, size_t page)
{
    if (page != whole && page != 0)
        return assessment_page_title(p->a, page, p->r->lang);
    struct buffer name = BUFFER_INIT;
    buffer_append_format(&name, "%s %d", assessment_ward_name(p->a), assessment_year(p->a));
    if (page == 0) {
        const struct form_item *item = assessment_pages(p->a, &(size_t){0})[0].item;
        char *label = assessment_text(p->a, &item->label, p->r->lang,
                                      assessment_pages(p->a, &(size_t){0})[0].node);
        name.failed = name.failed || label == NULL;
        buffer_append_format(&name, " %s", label == NULL ? "" : label);
        free(label);
    }
    return buffer_take(&name);
}

/* Whether a page is one of those that the condition is looked at for. */
static bool is_meant(const struct performing *p, size_t page, size_t wanted)
{
    return wanted == whole || review_goes_with(&p->standing, page, wanted);
}

bool performing_is_blank(const char *text)
{
    return text == NULL || text[strspn(text, " \t\r\n\xe3\x80\x80")] == '\0';
}

/* --- the rules ----------------------------------------------------------------------- */

static bool is_error(const struct judged_finding *item)
{
    return item->finding->severity == RULES_ERROR;
}

static bool lacks_reason(const struct judged_finding *item)
{
    return item->finding->severity == RULES_WARNING && item->kept != JUDGED_KEPT;
}

static const char *message_of(const struct performing *p, const struct judged_finding *item)
{
    const char *message = item->finding->message[p->r->lang];
    return message != NULL ? message : item->finding->message[FORM_JA];
}

/* How many findings of a kind there are about the page or the whole, and the first. */
static size_t count_findings(const struct performing *p, size_t page,
                             bool (*counts)(const struct judged_finding *item),
                             const struct judged_finding **first)
{
    size_t count = 0;
    for (size_t i = 0; i < p->judgement.count; i++) {
        const struct judged_finding *item = &p->judgement.items[i];
        if (counts(item) && is_meant(p, item->page, page) && count++ == 0)
            *first = item;
    }
    return count;
}

static bool refuse_findings(const struct performing *p, size_t page, const char *format,
                            size_t count, const struct judged_finding *first, struct error *err)
{
    char *name = performing_name(p, page == whole ? first->page : page);
    if (name == NULL)
        return error_set_memory(err);
    error_set(err, format, name, count, message_of(p, first), first->finding->id);
    free(name);
    return false;
}

static bool check_complete(const struct performing *p, size_t page, struct error *err)
{
    const struct judged_finding *first = NULL;
    size_t count = count_findings(p, page, is_error, &first);
    return count == 0 ||
           refuse_findings(p, page,
                           _("%s: errors and fields still blank stand in the way: %zu. The first: "
                             "%s (%s)"),
                           count, first, err);
}

static bool check_reasoned(const struct performing *p, size_t page, struct error *err)
{
    const struct judged_finding *first = NULL;
    size_t count = count_findings(p, page, lacks_reason, &first);
    return count == 0 ||
           refuse_findings(p, page,
                           _("%s: warnings without a reason for what stands there now: %zu. Put "
                             "them right or say why they stay. The first: %s (%s)"),
                           count, first, err);
}

/* --- remarks --------------------------------------------------------------------------- */

static bool check_answered(const struct performing *p, size_t page, struct error *err)
{
    const struct review_remark *first = review_unanswered(&p->standing, page, 0);
    if (first == NULL)
        return true;
    char *name = performing_name(p, page);
    if (name == NULL)
        return error_set_memory(err);
    error_set(err,
              _("%s: remarks not yet answered: %zu. Answer them or change the text. The first is "
                "number %lld, by %s: %s"),
              name, p->standing.pages[page].open, (long long)first->stored->id,
              store_person(p->r->store, first->stored->who), first->stored->text);
    free(name);
    return false;
}

static bool check_remark(const struct performing *p, size_t page, struct error *err)
{
    if (review_unanswered(&p->standing, page, 0) != NULL)
        return true;
    char *name = performing_name(p, page);
    if (name == NULL)
        return error_set_memory(err);
    error_set(err,
              _("%s: no remark is open. Say with a remark what is to be changed, then send the "
                "page back."),
              name);
    free(name);
    return false;
}

/* --- four eyes --------------------------------------------------------------------------- */

/* A sentence with the page's name: the one for the person's own deed, or the one that
 * names whose place the person has taken. */
static bool refuse_person(const struct performing *p, size_t page, const char *own,
                          const char *other, const char *person, struct error *err)
{
    char *name = performing_name(p, page);
    if (name == NULL)
        return error_set_memory(err);
    if (strcmp(person, p->actor->name) == 0)
        error_set(err, own, name);
    else
        error_set(err, other, name, store_person(p->r->store, person));
    free(name);
    return false;
}

static bool check_other_than_editor(const struct performing *p, size_t page, struct error *err)
{
    const struct store_review *stored = &p->standing.stored;
    for (size_t i = 0; i < stored->editor_count; i++) {
        const struct store_review_editor *editor = &stored->editors[i];
        size_t at = assessment_find_stored_page(p->a, editor->page);
        if (at != whole && is_meant(p, at, page) &&
            review_is_same_person(stored, editor->name, p->actor->name))
            return refuse_person(
                p, page, _("%s: you wrote in it yourself. Somebody else has to approve it."),
                _("%s: it was written by %s, for whom you stand in. Somebody else "
                  "has to approve it."),
                editor->name, err);
    }
    return true;
}

static bool check_other_than_approver(const struct performing *p, size_t page, struct error *err)
{
    const struct store_review *stored = &p->standing.stored;
    for (size_t i = 0; i < p->standing.page_count; i++) {
        const struct store_review_page *row = p->standing.pages[i].row;
        if (row != NULL && is_meant(p, i, page) &&
            review_is_same_person(stored, row->approver, p->actor->name))
            return refuse_person(
                p, i,
                _("%s: you approved it yourself. Somebody else has to sign off, or to approve this "
                  "page in your place."),
                _("%s: it was approved by %s, for whom you stand in. Somebody else has to sign "
                  "off, or to approve this page again."),
                row->approver, err);
    }
    return true;
}

static bool check_submitter(const struct performing *p, size_t page, struct error *err)
{
    const struct store_review_page *row = p->standing.pages[page].row;
    if (row == NULL || review_is_same_person(&p->standing.stored, row->submitter, p->actor->name))
        return true;
    char *name = performing_name(p, page);
    if (name == NULL)
        return error_set_memory(err);
    error_set(err,
              _("%s: it was submitted by %s, who alone can take it back. A reviewer can send it "
                "back."),
              name, store_person(p->r->store, row->submitter));
    free(name);
    return false;
}

/* --- signing ------------------------------------------------------------------------------- */

static bool check_password(const struct performing *p, size_t page, struct error *err)
{
    (void)page;
    return (p->actor->signed_in != 0 && p->arguments->shown != 0 &&
            p->actor->signed_in >= p->arguments->shown) ||
           error_set(err, _("Give your password once more for this. Nothing was done."));
}

static bool check_same_document(const struct performing *p, size_t page, struct error *err)
{
    (void)page;
    return (p->arguments->digest != NULL && strcmp(p->arguments->digest, p->digest) == 0) ||
           error_set(err, _("The document is no longer the one that was shown. Nothing was signed; "
                            "look at it again."));
}

static bool check_holds(const struct performing *p, size_t page, struct error *err)
{
    (void)page;
    const struct store_signature *signature = review_signature(&p->standing.stored);
    return (signature != NULL && strcmp(signature->digest, p->digest) == 0) ||
           error_set(err, _("No signature holds for the document as it is. It has to be signed off "
                            "again."));
}

static bool check_changed(const struct performing *p, size_t page, struct error *err)
{
    (void)page;
    return review_check_sent_back(&p->standing.stored, p->content, err);
}

/* --- what is to be said -------------------------------------------------------------------- */

static bool check_reason(const struct performing *p, size_t page, struct error *err)
{
    (void)page;
    return !performing_is_blank(p->arguments->why) ||
           error_set(err, _("This needs a reason. Say why; it stays in the trail."));
}

static bool check_text(const struct performing *p, size_t page, struct error *err)
{
    (void)page;
    return !performing_is_blank(p->arguments->text) ||
           error_set(err, _("This needs a text. Write it."));
}

static bool check_person(const struct performing *p, size_t page, struct error *err)
{
    (void)page;
    return performing_check_person(p, err);
}

bool performing_check(const struct performing *p, size_t page, struct error *err)
{
    static bool (*const checks[STATES_CONDITIONS])(const struct performing *p, size_t page,
                                                   struct error *err) = {
        [STATES_COMPLETE] = check_complete,
        [STATES_REASONED] = check_reasoned,
        [STATES_ANSWERED] = check_answered,
        [STATES_REMARK] = check_remark,
        [STATES_OTHER_THAN_EDITOR] = check_other_than_editor,
        [STATES_OTHER_THAN_APPROVER] = check_other_than_approver,
        [STATES_SUBMITTER] = check_submitter,
        [STATES_PASSWORD] = check_password,
        [STATES_SAME_DOCUMENT] = check_same_document,
        [STATES_HOLDS] = check_holds,
        [STATES_CHANGED] = check_changed,
        [STATES_REASON] = check_reason,
        [STATES_TEXT] = check_text,
        [STATES_PERSON] = check_person,
    };
    for (int i = 0; i < STATES_CONDITIONS; i++) {
        if ((p->action->conditions & 1u << i) != 0 && !checks[i](p, page, err))
            return false;
    }
    return true;
}
