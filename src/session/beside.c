/* The sheet that stands beside the one that is open. */
#include "config.h"

#include "session/beside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/matching.h"
#include "form/reference.h"
#include "session/private.h"
#include "text/era.h"
#include "text/i18n.h"

void beside_close(struct session *s)
{
    assessment_free(s->beside.sheet);
    free(s->beside.stayed);
    free(s->beside.wished);
    memset(&s->beside, 0, sizeof(s->beside));
}

const struct assessment *beside_sheet(const struct session *s)
{
    switch (s->beside.kind) {
    case BESIDE_SHEET:
    case BESIDE_CASE:
        return s->beside.sheet;
    case BESIDE_PAGE:
        return s->assessment;
    case BESIDE_LAST_YEAR:
        break;
    }
    return s->last_year;
}

static const struct assessment_page *page_at(const struct assessment *a, size_t page)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(a, &count);

    return &pages[page < count ? page : 0];
}

size_t beside_page(const struct session *s, size_t page)
{
    const struct assessment *other = beside_sheet(s);
    const struct assessment_page *own = page_at(s->assessment, page);

    if (s->beside.kind == BESIDE_PAGE) {
        return s->beside.page;
    }
    if (s->beside.kind == BESIDE_CASE && own->node == s->beside.case_of) {
        return s->beside.case_page;
    }
    if (s->beside.kind == BESIDE_CASE && assessment_form(other) != assessment_form(s->assessment)) {
        return (size_t)-1;
    }
    return other ? matching_page(s->assessment, page, other) : (size_t)-1;
}

bool beside_is_of_another_kind(const struct session *s, size_t page)
{
    const struct assessment_page *own = page_at(s->assessment, page);

    return s->beside.kind == BESIDE_CASE && own->node == s->beside.case_of &&
           own->item != page_at(s->beside.sheet, s->beside.case_page)->item;
}

enum beside_kind beside_kind(const struct session *s)
{
    return s->beside.kind;
}

void beside_title(const struct session *s, char *out, size_t size)
{
    const struct assessment *other = beside_sheet(s);
    char year[64];

    *out = '\0';
    if (!other) {
        return;
    }
    era_fiscal_year_label(reference_eras(assessment_reference(other)), assessment_year(other), year,
                          sizeof(year));
    switch (s->beside.kind) {
    case BESIDE_LAST_YEAR:
        snprintf(out, size, _("Last year, %s"), year);
        break;
    case BESIDE_SHEET:
        snprintf(out, size, "%s  %s", assessment_ward_name(other), year);
        break;
    case BESIDE_CASE: {
        char name[128];
        assessment_page_name(other, s->beside.case_page, name, sizeof(name));
        snprintf(out, size, "%s  %s  %s", assessment_ward_name(other), year, name);
        break;
    }
    case BESIDE_PAGE: {
        char name[128];
        session_title_page(s, s->beside.page, name, sizeof(name));
        snprintf(out, size, _("%s of this sheet"), name);
        break;
    }
    }
}

/* --- choosing --------------------------------------------------------------- */

bool beside_choose_sheet(struct session *s, const char *ward_code, int year, struct error *err)
{
    struct assessment *sheet =
        assessment_open(s->owner.store, s->owner.catalogue, ward_code, year, err);

    if (!sheet) {
        return false;
    }
    assessment_free(s->beside.sheet);
    s->beside.sheet = sheet;
    s->beside.kind = BESIDE_SHEET;
    return true;
}

bool beside_choose_case(struct session *s, size_t page, const char *ward_code, int year,
                        int64_t stored_page, struct error *err)
{
    if (!beside_choose_sheet(s, ward_code, year, err)) {
        return false;
    }
    s->beside.case_page = assessment_find_stored_page(s->beside.sheet, stored_page);
    s->beside.case_of = page_at(s->assessment, page)->node;
    s->beside.kind = s->beside.case_page == (size_t)-1 ? BESIDE_SHEET : BESIDE_CASE;
    return true;
}

void beside_choose_last_year(struct session *s)
{
    s->beside.kind = BESIDE_LAST_YEAR;
}

void beside_choose_page(struct session *s, size_t page)
{
    if (s->beside.kind != BESIDE_PAGE) {
        s->beside.former = s->beside.kind;
    }
    s->beside.kind = BESIDE_PAGE;
    s->beside.page = page;
}

void beside_leave_page(struct session *s)
{
    if (s->beside.kind == BESIDE_PAGE) {
        s->beside.kind = s->beside.former;
    }
}

bool beside_marks_differences(const struct session *s)
{
    return s->beside.differences;
}

void beside_mark_differences(struct session *s, bool marked)
{
    s->beside.differences = marked;
}

/* --- what has stayed as it was -------------------------------------------------- */

static bool count_all(struct session *s)
{
    struct beside *b = &s->beside;
    size_t count;

    assessment_pages(s->assessment, &count);
    size_t *stayed = calloc(count + 1, sizeof(*stayed));
    if (!stayed) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        size_t there = matching_page(s->assessment, i, s->last_year);
        stayed[i] =
            there == (size_t)-1 ? 0 : matching_count_stayed(s->assessment, i, s->last_year, there);
    }
    free(b->stayed);
    b->stayed = stayed;
    b->stayed_count = count;
    b->stayed_edits = s->edits;
    return true;
}

size_t beside_count_stayed(struct session *s, size_t page)
{
    const struct beside *b = &s->beside;
    bool known = b->stayed && b->stayed_edits == s->edits;

    if (!s->last_year || (!known && !count_all(s))) {
        return 0;
    }
    return page < b->stayed_count ? b->stayed[page] : 0;
}

/* --- a wish from the screen that shows it ---------------------------------------- */

bool beside_wish(struct session *s, const char *text, int64_t now)
{
    free(s->beside.wished);
    s->beside.wished = strdup(text);
    s->beside.wished_at = now;
    return s->beside.wished != NULL;
}

char *beside_take_wish(struct session *s, int64_t *now)
{
    char *text = s->beside.wished;

    *now = s->beside.wished_at;
    s->beside.wished = NULL;
    return text;
}
