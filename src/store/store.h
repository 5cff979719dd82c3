/*
 * The store: one SQLite file that keeps assessments, their pages, every
 * revision of every page, drafts, and what the rules last said. It knows pages
 * as lists of (path, value) and nothing of XML, forms or policies. Nothing
 * saved is ever overwritten: revisions are only added, and the file itself
 * refuses to change or delete one (triggers).
 *
 * Every write is one transaction (BEGIN IMMEDIATE), on disk when the call
 * returns (WAL, synchronous=FULL; https://www.sqlite.org/wal.html). A call that
 * fails has changed nothing, neither the file nor the caller's structs; the
 * sentence names the file and what to do. A call waits up to five seconds for
 * other processes.
 *
 * Of a program one thread at a time uses stores, and none across a fork. Texts are
 * UTF-8 and kept byte for byte; none of those handed in may be NULL. What a
 * read function put into *out is the caller's to free, and is empty after a
 * failure.
 */
#ifndef KUSEI_STORE_STORE_H
#define KUSEI_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/error.h"

struct store;

/* Opens the file for reading and writing, making it (mode 0600) and missing
 * parent folders (0700) when create; an empty file is taken as a new one. Links
 * are followed. Brings an older version up to date (migrations run in one
 * transaction each). NULL with a sentence for a file that is not there, another
 * program's database (application_id is not "KUSE", 0x4B555345), a newer
 * version, a file that is no database, a file or folder that cannot be written,
 * a file system that several programs cannot share. What is refused stays as it
 * is to the byte, with nothing left beside it; where making a new file fails
 * (no room), an empty one may stay. The caller closes the store. */
struct store *store_open(const char *path, bool create, struct error *err);
/* From now on few pages of the file are kept in memory, for a program that stays open and
 * asks for little at a time: what it asks for again comes from the memory of the system,
 * which all programs share. */
bool store_keep_little(struct store *s, struct error *err);
/* s may be NULL. */
void store_close(struct store *s);
/* The path as it was given; lives as long as the store. */
const char *store_path(const struct store *s);

/* --- assessments ------------------------------------------------------- */

struct store_assessment {
    int64_t id;
    char *ward_code; /* six digits */
    char *ward_name; /* "北区" */
    int year;        /* fiscal year */
    char *policy;    /* form name */
    char *form_version;
    char *state;    /* a word of review/'s table; "entry" while being filled in */
    int pages_done; /* as of the last save */
    int pages_total;
    char *changed_at; /* last revision, ISO 8601 UTC "2026-04-01T09:30:12Z" */
    char *changed_by;
};

struct store_assessment_list {
    struct store_assessment *items; /* by year (newest first), then ward code */
    size_t count;
};

/* All assessments. The caller frees the list with store_list_free. */
bool store_list(struct store *s, struct store_assessment_list *out, struct error *err);
/* Frees what the list holds and empties it. */
void store_list_free(struct store_assessment_list *list);

/* How many there are. */
bool store_count(struct store *s, size_t *count, struct error *err);
/* Those at places first to first + most - 1 of the order of store_list. */
bool store_list_part(struct store *s, size_t first, size_t most, struct store_assessment_list *out,
                     struct error *err);
/* The place in that order of the one of ward and year, or where it would stand. */
bool store_place(struct store *s, const char *ward_code, int year, size_t *place,
                 struct error *err);

/* The one of ward and year; found says whether there is one. Free it with
 * store_assessment_free. */
bool store_find(struct store *s, const char *ward_code, int year, bool *found,
                struct store_assessment *out, struct error *err);
void store_assessment_free(struct store_assessment *a);

/* --- pages ------------------------------------------------------------- */

struct store_field {
    char *path;  /* inside the page: "plan/aim", "evaluation/achievement[2]/value/@amount" */
    char *value; /* UTF-8, may be "" */
};

struct store_page {
    int64_t id;       /* 0: not yet stored */
    int64_t parent;   /* id of the page it stands in; 0 for the root page */
    char *element;    /* its element's name */
    int position;     /* among the pages of its parent, from 1 */
    int64_t revision; /* the revision these fields are of; 0: none yet */
    struct store_field *fields;
    size_t count;
};

struct store_page_list {
    struct store_page *pages; /* parents before children, by position */
    size_t count;
};

void store_page_clear(struct store_page *p); /* frees what it holds */
void store_page_list_free(struct store_page_list *list);

/* The value of the page's field at that path; NULL: it has none. */
const char *store_field_value(const struct store_page *page, const char *path);

/* All pages of an assessment in their newest revision: each page is followed by
 * the pages in it. Pages that were taken out are not among them; an assessment
 * that is not there has none. */
bool store_read_pages(struct store *s, int64_t assessment, struct store_page_list *out,
                      struct error *err);
/* The same without their fields: which pages there are, where, and in which revision. */
bool store_read_tree(struct store *s, int64_t assessment, struct store_page_list *out,
                     struct error *err);
/* Reads the fields of a page of such a list, which has none yet. A revision never changes: whenever
 * they are read, they are those that the page had when the list was. It has none after a failure.
 */
bool store_read_fields(struct store *s, struct store_page *page, struct error *err);

/* Who saves, and why. */
struct store_author {
    const char *name;   /* account or login name */
    const char *action; /* "new", "save", "import", "insert", "remove"; shown in the history */
    const char *place;  /* kept with a store_save, as in store_put_place; NULL: as it was */
    const char *role;   /* in which it is done, for the trail; NULL: none */
    const char *why;    /* noted in the trail with a new assessment; NULL: nothing */
};

/* Makes an assessment with all its pages, in one transaction. In `pages`,
 * parent is 1 + the index of the parent page in the list (0 for the root, which
 * is the first), as ids do not exist yet; a parent comes before its children,
 * and the pages of one parent are numbered from 1 in the order of the list,
 * whatever their elements. Ids, parents, positions and revisions are set in
 * place. Of *a, id, changed_at and changed_by are not read. Refused when ward
 * and year are there already. */
bool store_create(struct store *s, const struct store_assessment *a, struct store_page_list *pages,
                  const struct store_author *author, int64_t *assessment, struct error *err);

enum store_saved {
    STORE_FAILED,   /* err says why */
    STORE_SAVED,    /* page->revision is the new one */
    STORE_SAME,     /* nothing differed from the newest revision: none was added */
    STORE_CONFLICT, /* a newer revision than page->revision is there, or the page was taken
                     * out: nothing was saved; err says who and when */
};

/* Adds a revision of each of the pages; all or none. A page whose fields are
 * those of its newest revision, in the same order, gets none; STORE_SAME when
 * that is so for all. A page with id 0 is put in at its position under its
 * parent (its later neighbours move back by one; a position beyond the end is
 * the end). Several new pages are put in one after another, so those of one
 * parent come by position. The parent of a new page may be a page of the same
 * call before it: -(1 + its index). Id, parent, position and revision are set
 * in place. The drafts of the author for these pages go, also where nothing
 * differed. done and total are written to the assessment; count may be 0 to
 * write only them. */
enum store_saved store_save(struct store *s, int64_t assessment, struct store_page *pages,
                            size_t count, int done, int total, const struct store_author *author,
                            struct error *err);

/* The same, after taking out the pages `removed` (as store_remove_page does), all
 * in one transaction: positions of new pages are those without them. Where it
 * fails or meets a conflict, nothing was taken out either. */
enum store_saved store_save_removing(struct store *s, int64_t assessment, const int64_t *removed,
                                     size_t removed_count, struct store_page *pages, size_t count,
                                     int done, int total, const struct store_author *author,
                                     struct error *err);

/* Takes a page and the pages in it out of the assessment, the later neighbours
 * move up by one. Their revisions stay, each with one more, without fields,
 * that says who took it out and when. The author's drafts of them go; those of
 * others stay in the file but are not read any more. The root page stays. */
bool store_remove_page(struct store *s, int64_t assessment, int64_t page,
                       const struct store_author *author, struct error *err);

/* --- what the rules said -------------------------------------------------- */

/* A finding as it was when it was last judged, to tell what a change of the
 * rules has changed. */
struct store_finding {
    char *rule;     /* its id */
    char *severity; /* "error", "warning", "info" */
    char *page;     /* the page's name */
    char *field;    /* the field's path in it */
    char *message;
};

struct store_judgement {
    char *version; /* of the rules that judged, may be ""; NULL: it was never judged */
    char *at;      /* ISO 8601 UTC; NULL: it was never judged */
    struct store_finding *findings;
    size_t count;
};

/* Keeps the findings in their order, over those kept before; `at` is not read.
 * Of an assessment that is not there it is refused. */
bool store_put_judgement(struct store *s, int64_t assessment,
                         const struct store_judgement *judgement, struct error *err);
/* What was kept last, all of one moment. Free it with store_judgement_free. */
bool store_read_judgement(struct store *s, int64_t assessment, struct store_judgement *out,
                          struct error *err);
/* Frees what it holds and empties it. */
void store_judgement_free(struct store_judgement *judgement);

/* --- drafts: what is typed and not yet saved ---------------------------- */

/* Keeps the page's fields as the author's draft (over the author's older draft
 * of that page). A page with id 0 is refused: it has to be saved first. */
bool store_put_draft(struct store *s, const struct store_page *page, const char *author,
                     struct error *err);
/* The same for all of these pages of the assessment, with the author's place in it
 * (as in store_put_place; NULL: as it was), in one transaction: what was typed and
 * where are always of the same moment. */
bool store_put_drafts(struct store *s, int64_t assessment, const struct store_page *pages,
                      size_t count, const char *author, const char *place, struct error *err);
/* The author's drafts of an assessment, by page id; page->revision is the
 * revision each was begun from. */
bool store_read_drafts(struct store *s, int64_t assessment, const char *author,
                       struct store_page_list *out, struct error *err);
/* Also true where there is none. */
bool store_drop_draft(struct store *s, int64_t page, const char *author, struct error *err);

/* Where the author was: an opaque line of the caller's ("page 12 field 3 ...");
 * NULL when none was kept. The caller frees *place. */
bool store_put_place(struct store *s, int64_t assessment, const char *author, const char *place,
                     struct error *err);
bool store_read_place(struct store *s, int64_t assessment, const char *author, char **place,
                      struct error *err);

/* --- history ------------------------------------------------------------ */

struct store_change {
    char *path;
    char *old_value; /* NULL: was not there */
    char *new_value; /* NULL: is no longer there */
};

struct store_revision {
    int64_t id;
    int64_t page;
    char *at; /* ISO 8601 UTC */
    char *author;
    char *action;
    struct store_change *changes; /* against the page's revision before it, in the page's order */
    size_t count;
};

struct store_history {
    struct store_revision *revisions; /* newest first */
    size_t count;
};

/* Of one page, or of the whole assessment where page is 0, with the pages that
 * were taken out. In the first revision of a page every field is a change, in
 * the one that takes it out every field is gone. */
bool store_read_history(struct store *s, int64_t assessment, int64_t page,
                        struct store_history *out, struct error *err);
void store_history_free(struct store_history *h);

#endif
