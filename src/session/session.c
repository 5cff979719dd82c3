/* The open assessment and its safety. */
#include "config.h"

#include "session/session.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/merge.h"
#include "session/private.h"
#include "session/standing.h"
#include "store/names.h"
#include "text/grapheme.h"
#include "text/i18n.h"
#include "text/when.h"

static bool read_id(struct session *s, struct error *err)
{
    struct store_assessment row = {0};
    bool found = false;

    if (!store_find(s->owner.store, assessment_ward_code(s->assessment),
                    assessment_year(s->assessment), &found, &row, err)) {
        return false;
    }
    if (found) {
        s->id = row.id;
        store_assessment_free(&row);
    }
    return true;
}

static void parse_place(const char *text, struct session_place *place)
{
    memset(place, 0, sizeof(*place));
    if (!text || sscanf(text, "%127[^\t]\t%255[^\t]\t%zu\t%d\t%d", place->page, place->field,
                        &place->cursor, &place->first, &place->top) < 1) {
        memset(place, 0, sizeof(*place));
    }
    if (strcmp(place->field, "-") == 0) {
        place->field[0] = '\0';
    }
    if (place->first < 0) {
        place->first = 0;
    }
}

/* The revision up to which the person had seen it stands behind the place. */
static int64_t parse_seen(const char *text)
{
    int64_t seen = 0;

    for (int tabs = 0; text && tabs < 5; tabs++) {
        text = strchr(text, '\t');
        text = text ? text + 1 : NULL;
    }
    return text && sscanf(text, "%" SCNd64, &seen) == 1 ? seen : 0;
}

static void read_place(struct session *s)
{
    char *text = NULL;
    int64_t seen = 0;

    /* Where the person was is a comfort: without it the first page opens. */
    if (store_read_place(s->owner.store, s->id, s->owner.author, &text, NULL)) {
        parse_place(text, &s->place);
        seen = parse_seen(text);
        snprintf(s->kept_place, sizeof(s->kept_place), "%s", text ? text : "");
        free(text);
    }
    session_begin_news(s, seen);
}

/* The place as a line; NULL where there is none, or it is in the store already. */
static const char *new_place(const struct session *s, char out[SESSION_PLACE_SIZE])
{
    snprintf(out, SESSION_PLACE_SIZE, "%s\t%s\t%zu\t%d\t%d\t%" PRId64, s->place.page,
             s->place.field[0] ? s->place.field : "-", s->place.cursor, s->place.first,
             s->place.top, session_news_seen(s));
    return s->place.page[0] && strcmp(out, s->kept_place) != 0 ? out : NULL;
}

static void note_kept_place(struct session *s, const char *place)
{
    if (place) {
        snprintf(s->kept_place, sizeof(s->kept_place), "%s", place);
    }
}

static struct session *session_new(const struct session_owner *owner)
{
    struct session *s = calloc(1, sizeof(*s));

    if (s) {
        s->owner = *owner;
        s->check_due = true;
        s->progress_due = true;
    }
    return s;
}

/* One of an older version of the form is written on in the form's own, while its first page,
 * which says the version, may be written to. */
static bool raise_version(struct session *s, struct error *err)
{
    return session_is_handed_on(s, 0) || !assessment_is_older(s->assessment) ||
           assessment_raise(s->assessment, err);
}

/* Where it cannot be found out where its pages stand, nobody may write in them. */
static struct session *session_begun(struct session *s, struct error *err)
{
    if (session_stand(s, err) && raise_version(s, err)) {
        return s;
    }
    session_free(s);
    return NULL;
}

struct session *session_open(const struct session_owner *owner, const char *ward_code, int year,
                             int *restored, int *stale, struct error *err)
{
    struct session *s = session_new(owner);

    *restored = 0;
    *stale = 0;
    if (!s) {
        error_set_memory(err);
        return NULL;
    }
    s->assessment = assessment_open(owner->store, owner->catalogue, ward_code, year, err);
    if (!s->assessment || !read_id(s, err) ||
        !assessment_restore_draft(s->assessment, owner->store, owner->author, restored, stale,
                                  err)) {
        session_free(s);
        return NULL;
    }
    read_place(s);
    return session_begun(s, err);
}

/* A blank one, or the year that it is begun from carried over. */
static struct assessment *make_new(const struct session_owner *owner,
                                   const struct session_beginning *b,
                                   struct rollover_report *report, struct error *err)
{
    if (b->from == 0) {
        return assessment_new(b->form, catalogue_reference(owner->catalogue), b->ward, b->year,
                              err);
    }
    struct assessment *last =
        assessment_open(owner->store, owner->catalogue, b->ward->code, b->from, err);
    struct assessment *a =
        last ? rollover_make(last, b->form, b->year, owner->lang, report, err) : NULL;
    assessment_free(last);
    return a;
}

struct session *session_create(const struct session_owner *owner,
                               const struct session_beginning *beginning,
                               struct rollover_report *report, struct error *err)
{
    char from[16];
    struct store_author author = {.name = owner->author,
                                  .action = "new",
                                  .role = owner->role,
                                  .why = beginning->from ? from : NULL};
    struct session *s = session_new(owner);

    *report = (struct rollover_report){.count = 0};
    if (!s) {
        error_set_memory(err);
        return NULL;
    }
    snprintf(from, sizeof(from), "%d", beginning->from);
    s->assessment = make_new(owner, beginning, report, err);
    if (!s->assessment || !assessment_create(s->assessment, owner->store, &author, err) ||
        !read_id(s, err)) {
        rollover_report_free(report);
        session_free(s);
        return NULL;
    }
    s->created = true;
    session_begin_news(s, 0);
    return session_begun(s, err);
}

void session_free(struct session *s)
{
    if (s) {
        session_close_checks(s);
        session_close_standing(s);
        beside_close(s);
        session_drop_news(s);
        free(s->said.text);
        sheet_free(s->sheet);
        assessment_free(s->assessment);
        free(s);
    }
}

struct assessment *session_assessment(const struct session *s)
{
    return s->assessment;
}

struct store *session_store(const struct session *s)
{
    return s->owner.store;
}

int64_t session_id(const struct session *s)
{
    return s->id;
}

enum form_lang session_lang(const struct session *s)
{
    return s->owner.lang;
}

void session_title_page(const struct session *s, size_t page, char *out, size_t size)
{
    char *title = assessment_page_title(s->assessment, page, s->owner.lang);
    size_t length = title ? strlen(title) : 0;

    while (length >= size) {
        length = grapheme_previous(title, strlen(title), length);
    }
    snprintf(out, size, "%.*s", (int)length, title ? title : "");
    free(title);
}

unsigned session_generation(const struct session *s)
{
    return s->generation;
}

const struct session_place *session_get_place(const struct session *s)
{
    return &s->place;
}

void session_set_place(struct session *s, const struct session_place *place)
{
    s->place = *place;
}

size_t session_find_place(struct session *s)
{
    if (!assessment_is_page(s->assessment, s->at, s->place.page)) {
        s->at = assessment_find_page(s->assessment, s->place.page);
    }
    return s->at;
}

size_t session_place_page(const struct session *s)
{
    size_t count;
    size_t page =
        s->place.page[0] ? assessment_find_page(s->assessment, s->place.page) : (size_t)-1;

    if (page != (size_t)-1) {
        return page;
    }
    assessment_pages(s->assessment, &count); /* after the last one: from the first on */
    page = assessment_next_open(s->assessment, count > 0 ? count - 1 : 0);
    return page == (size_t)-1 ? 0 : page;
}

void session_place_open(const struct session *s, size_t page, struct session_place *out)
{
    const xmlNode *field = assessment_first_open(s->assessment, page);
    char *path = field ? assessment_field_path(s->assessment, field) : NULL;

    memset(out, 0, sizeof(*out));
    assessment_page_name(s->assessment, page, out->page, sizeof(out->page));
    snprintf(out->field, sizeof(out->field), "%s", path ? path : "");
    free(path);
}

/* --- what was typed --------------------------------------------------------- */

void session_moved(struct session *s, int64_t now)
{
    if (s->draft_at == 0) {
        s->draft_at = now + SESSION_DRAFT_MS;
    }
}

void session_touch(struct session *s, int64_t now)
{
    s->typed = true;
    session_moved(s, now);
}

/* All that there is has gone to the store. */
static void note_kept(struct session *s)
{
    s->draft_at = 0;
    s->typed = false;
}

void session_changed(struct session *s, int64_t now)
{
    session_touch(s, now);
    s->check_due = true;
    s->progress_due = true;
    s->edits++;
}

unsigned session_edits(const struct session *s)
{
    return s->edits;
}

void session_restructured(struct session *s, int64_t now)
{
    session_drop_findings(s);
    session_changed(s, now);
}

int64_t session_draft_due(const struct session *s)
{
    return s->draft_at;
}

bool session_save_draft(struct session *s, int64_t now, struct error *err)
{
    char line[SESSION_PLACE_SIZE];
    const char *place = new_place(s, line);

    if (!session_keep_said(s, err) ||
        !assessment_save_draft(s->assessment, s->owner.store, s->owner.author, place, err)) {
        s->draft_at = now + SESSION_RETRY_MS;
        return false;
    }
    note_kept_place(s, place);
    note_kept(s);
    return true;
}

/* A comfort; the text is safe. */
static void save_place(struct session *s)
{
    char line[SESSION_PLACE_SIZE];
    const char *place = new_place(s, line);

    if (place && store_put_place(s->owner.store, s->id, s->owner.author, place, NULL)) {
        note_kept_place(s, place);
    }
}

static void fill_conflict(struct session *s, int64_t page, const char *name,
                          struct session_conflict *out)
{
    struct store_history history = {0};

    memset(out, 0, sizeof(*out));
    snprintf(out->page, sizeof(out->page), "%s", name);
    if (store_read_history(s->owner.store, s->id, page, &history, NULL) && history.count > 0) {
        snprintf(out->who, sizeof(out->who), "%s",
                 store_person(s->owner.store, history.revisions[0].author));
        when_local(history.revisions[0].at, out->when);
    }
    store_history_free(&history);
}

void session_fill_conflict(struct session *s, int64_t stored, size_t page,
                           struct session_conflict *out)
{
    char name[sizeof(out->page)];

    assessment_page_name(s->assessment, page, name, sizeof(name));
    fill_conflict(s, stored, name, out);
}

/* Only what nobody has been handed yet is written to. What is refused is safe all the
 * same: it stays a draft. */
static bool may_save(struct session *s, struct error *err)
{
    struct review_actor actor = session_actor(s);
    struct error unsaid;

    if (!session_review(s, err)) {
        return false;
    }
    if (!review_may_edit(s->review, &actor, s->assessment, err)) {
        session_save_draft(s, 0, &unsaid);
        session_stand(s, &unsaid);
        return false;
    }
    return true;
}

enum store_saved session_save(struct session *s, const char *action,
                              struct session_conflict *conflict, struct error *err)
{
    char line[SESSION_PLACE_SIZE];
    struct store_author author = {.name = s->owner.author,
                                  .action = action,
                                  .role = s->owner.role,
                                  .place = new_place(s, line)};
    struct error unsaid;
    size_t page = 0;

    if (!session_settle(s, err) || !may_save(s, err)) {
        return STORE_FAILED;
    }
    enum store_saved saved = assessment_save(s->assessment, s->owner.store, &author, &page, err);
    if (saved == STORE_SAVED || saved == STORE_SAME) {
        note_kept(s);
        if (saved == STORE_SAVED) {
            note_kept_place(s, author.place);
        } else {
            save_place(s); /* there may have been nothing to save it with */
        }
        session_record(s);
        session_stand(s, &unsaid);
    } else if (saved == STORE_CONFLICT) {
        session_save_draft(s, 0, &unsaid);
        if (!session_find_conflict(s, conflict)) {
            size_t count;
            const struct assessment_page *pages = assessment_pages(s->assessment, &count);
            session_fill_conflict(s, pages[page].stored_id, page, conflict);
        }
    }
    return saved;
}

/* The newest revision in the store of that page; 0 where it is not there. */
static int64_t newest_revision(const struct store_page_list *stored, int64_t page)
{
    for (size_t i = 0; i < stored->count; i++) {
        if (stored->pages[i].id == page) {
            return stored->pages[i].revision;
        }
    }
    return 0;
}

bool session_find_conflict(struct session *s, struct session_conflict *out)
{
    struct store_page_list drafts = {0};
    struct store_page_list stored = {0};
    bool found = false;

    if (store_read_drafts(s->owner.store, s->id, s->owner.author, &drafts, NULL) &&
        store_read_tree(s->owner.store, s->id, &stored, NULL)) {
        for (size_t i = 0; !found && i < drafts.count; i++) {
            int64_t newest = newest_revision(&stored, drafts.pages[i].id);
            found = newest != 0 && newest != drafts.pages[i].revision;
            if (found) {
                char name[sizeof(out->page)] = "";
                session_stored_name(s, drafts.pages[i].id, name, sizeof(name));
                fill_conflict(s, drafts.pages[i].id, name, out);
            }
        }
    }
    store_page_list_free(&drafts);
    store_page_list_free(&stored);
    return found;
}

void session_stored_name(const struct session *s, int64_t stored, char *out, size_t size)
{
    size_t page = assessment_find_stored_page(s->assessment, stored);

    if (page != (size_t)-1) {
        assessment_page_name(s->assessment, page, out, size);
    }
}

bool session_read_anew(struct session *s, struct error *err)
{
    int restored;
    int stale;
    struct assessment *fresh;
    struct error unsaid;
    const struct session_owner *owner = &s->owner;

    fresh = assessment_open(owner->store, owner->catalogue, assessment_ward_code(s->assessment),
                            assessment_year(s->assessment), err);
    if (!fresh ||
        !assessment_restore_draft(fresh, owner->store, owner->author, &restored, &stale, err)) {
        assessment_free(fresh);
        return false;
    }
    session_drop_findings(s);
    assessment_free(s->assessment);
    s->assessment = fresh;
    if (session_stand(s, &unsaid)) {
        raise_version(s, &unsaid);
    }
    s->generation++;
    s->edits++;
    s->check_due = true;
    s->progress_due = true;
    note_kept(s);
    return true;
}

void session_progress(struct session *s, int *done, int *total)
{
    if (s->progress_due) {
        assessment_progress(s->assessment, &s->done, &s->total);
        s->progress_due = false;
    }
    *done = s->done;
    *total = s->total;
}
