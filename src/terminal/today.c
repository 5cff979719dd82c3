/* The day's summary. */
#include "config.h"

#include "terminal/today.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "assessment/assessment.h"
#include "store/today.h"
#include "text/era.h"
#include "text/i18n.h"

enum { TIME_SIZE = 32 };

/* When the day began, as the store writes moments. */
static bool begin_of_day(char out[TIME_SIZE], struct error *err)
{
    time_t now = time(NULL);
    struct tm local;
    struct tm utc;

    if (!localtime_r(&now, &local)) {
        return error_set(err, "%s", _("The time of day cannot be told."));
    }
    local.tm_hour = local.tm_min = local.tm_sec = 0;
    local.tm_isdst = -1;
    time_t midnight = mktime(&local);
    if (!gmtime_r(&midnight, &utc) || strftime(out, TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) {
        return error_set(err, "%s", _("The time of day cannot be told."));
    }
    return true;
}

/* Of one sheet: pages filled in today, of them those that are done now, and all
 * that are still to do. */
struct tally {
    int filled, finished, left;
};

static void count_page(const struct assessment *a, const struct store_today_page *page,
                       struct tally *t)
{
    size_t i = assessment_find_stored_page(a, page->page);
    int done = 0;
    int total = 0;

    t->filled += page->filled;
    if (i != (size_t)-1) {
        assessment_page_progress(a, i, &done, &total);
    }
    t->finished += page->filled > 0 && total > 0 && done == total ? 1 : 0;
}

static void describe_sheet(struct buffer *out, const struct assessment *a, const struct tally *t)
{
    char year[64];

    era_fiscal_year_label(reference_eras(assessment_reference(a)), assessment_year(a), year,
                          sizeof(year));
    buffer_append_format(out, _("  %s %s: fields filled %d, pages finished %d, pages left %d\n"),
                         assessment_ward_name(a), year, t->filled, t->finished, t->left);
}

/* What was done in one assessment. */
static bool add_sheet(struct store *store, struct catalogue *catalogue, const char *author,
                      const struct store_assessment *row, const struct store_today *today,
                      struct buffer *out, struct error *err)
{
    struct tally t = {0};
    int restored;
    int stale;
    int done;
    int total;
    struct assessment *a = assessment_open(store, catalogue, row->ward_code, row->year, err);
    bool good = a && assessment_restore_draft(a, store, author, &restored, &stale, err);

    if (good) {
        for (size_t i = 0; i < today->count; i++) {
            if (today->pages[i].assessment == row->id) {
                count_page(a, &today->pages[i], &t);
            }
        }
        assessment_progress(a, &done, &total);
        t.left = total - done;
        describe_sheet(out, a, &t);
    }
    assessment_free(a);
    return good;
}

static bool is_of(const struct store_today *today, int64_t assessment)
{
    for (size_t i = 0; i < today->count; i++) {
        if (today->pages[i].assessment == assessment) {
            return true;
        }
    }
    return false;
}

static bool add_sheets(struct store *store, struct catalogue *catalogue, const char *author,
                       const struct store_today *today, struct buffer *out, struct error *err)
{
    struct store_assessment_list list = {0};
    bool good = store_list(store, &list, err);

    for (size_t i = 0; good && i < list.count; i++) {
        good = !is_of(today, list.items[i].id) ||
               add_sheet(store, catalogue, author, &list.items[i], today, out, err);
    }
    store_list_free(&list);
    return good;
}

static void describe_time(struct buffer *out, int64_t seconds)
{
    int64_t minutes = (seconds + 30) / 60;

    if (minutes < 60) {
        buffer_append_format(out, _("Today: at work about %d min\n"), (int)minutes);
    } else {
        buffer_append_format(out, _("Today: at work about %d h %02d min\n"), (int)(minutes / 60),
                             (int)(minutes % 60));
    }
}

bool today_describe(struct store *store, struct catalogue *catalogue, const char *author,
                    struct buffer *out, struct error *err)
{
    char since[TIME_SIZE];
    struct store_today today = {0};
    bool good = begin_of_day(since, err) && store_read_today(store, author, since, &today, err);

    if (good && today.count > 0) {
        describe_time(out, today.seconds);
        good = add_sheets(store, catalogue, author, &today, out, err);
    }
    store_today_free(&today);
    return good && (!out->failed || error_set_memory(err));
}
