/*
 * What stands beside the assessment that is open: last year's of the same ward, or
 * another sheet of the store that the person chose, or of it one page that is of use for
 * one of this assessment, or, for a while, another page of the same assessment. It is only
 * read. The session keeps it; nothing here draws.
 */
#ifndef KUSEI_SESSION_BESIDE_H
#define KUSEI_SESSION_BESIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "assessment/assessment.h"
#include "text/error.h"

struct session;

enum beside_kind {
    BESIDE_LAST_YEAR,
    BESIDE_SHEET, /* another one of the store */
    BESIDE_CASE,  /* the same; one page of this one has a certain page of it */
    BESIDE_PAGE,  /* another page of this one */
};

/* Of a session; only beside.c looks into it. */
struct beside {
    enum beside_kind kind, former;
    struct assessment *sheet; /* of BESIDE_SHEET and BESIDE_CASE; owned */
    size_t page;              /* of BESIDE_PAGE */
    size_t case_page;         /* of BESIDE_CASE, in the sheet, */
    const xmlNode *case_of;   /* for this page; only to be compared */
    bool differences;
    char *wished; /* a text that is to be taken over; NULL: none is */
    int64_t wished_at;
    size_t *stayed; /* of each page, as of these edits */
    size_t stayed_count;
    unsigned stayed_edits;
};

/* With the session. */
void beside_close(struct session *s);

/* The sheet, NULL when there is none: no sheet of last year, and none chosen. Last
 * year's is there after the first check. */
const struct assessment *beside_sheet(const struct session *s);
/* Its page for one of the assessment; (size_t)-1 when it has none. */
size_t beside_page(const struct session *s, size_t page);
/* Whether that page is of another kind or policy, so that no field of it is one of this. */
bool beside_is_of_another_kind(const struct session *s, size_t page);
enum beside_kind beside_kind(const struct session *s);
/* What it is called: "last year, 平成26年度"; "" when there is none. */
void beside_title(const struct session *s, char *out, size_t size);

/* Chooses. False with a sentence where the sheet cannot be opened: all stays. */
bool beside_choose_sheet(struct session *s, const char *ward_code, int year, struct error *err);
/* For that page of the assessment the one that the store has by that id. */
bool beside_choose_case(struct session *s, size_t page, const char *ward_code, int year,
                        int64_t stored_page, struct error *err);
void beside_choose_last_year(struct session *s);
/* Until beside_leave_page, which brings back what was there before. */
void beside_choose_page(struct session *s, size_t page);
void beside_leave_page(struct session *s);

/* Whether the differences are marked in it. */
bool beside_marks_differences(const struct session *s);
void beside_mark_differences(struct session *s, bool marked);

/* Fields of the page that say what they said last year (matching_has_stayed); 0 when
 * there is no sheet of last year. */
size_t beside_count_stayed(struct session *s, size_t page);

/* From the screen that shows it to the page: the field in hand is to be filled with that
 * text. now: of the key. False when memory is short. */
bool beside_wish(struct session *s, const char *text, int64_t now);
/* The text that was wished, which it then is no more; NULL: none. The caller frees. */
char *beside_take_wish(struct session *s, int64_t *now);

#endif
