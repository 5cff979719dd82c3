#include "review_stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "store/accounts.h"

static const char form_text[] =
    "<kusei:form xmlns='http://www.w3.org/2002/xforms' xmlns:kusei='urn:kusei:form' version='1'"
    " city='271004' first-year='2014' last-year='2017'>"
    "<label xml:lang='ja'>見本</label><label xml:lang='en'>Sample</label>"
    "<model><instance id='assessment' src='blank.xml'/>"
    "<instance id='prototypes' src='prototypes.xml'/></model>"
    "<group ref='.' appearance='full'><label xml:lang='ja'>表紙</label>"
    "<label xml:lang='en'>Cover</label>"
    "<textarea ref='title'><label xml:lang='ja'>題名</label><label xml:lang='en'>Title</label>"
    "</textarea></group>"
    "<repeat nodeset='row' appearance='full'><label xml:lang='ja'>行</label>"
    "<label xml:lang='en'>Row</label><insert origin=\"instance('prototypes')/row\"/>"
    "<textarea ref='aim'><label xml:lang='ja'>目的</label><label xml:lang='en'>Aim</label>"
    "</textarea></repeat></kusei:form>";

static const char blank_text[] =
    "<assessment policy='sample' form-version='1' ward-code='' ward-name='' fiscal-year=''"
    " fiscal-year-label='' submission='新規'><title/><row id='1.a'><aim/></row></assessment>";

static const char prototypes_text[] = "<prototypes><row id='1.b'><aim/></row></prototypes>";

static const char rules_text[] =
    "<schema xmlns='http://purl.oclc.org/dsdl/schematron' schemaVersion='1'><pattern>"
    "<rule context='/assessment/title | /assessment/row/aim'>"
    "<report id='KS-1' role='error' test=\"not(normalize-space())\">空欄です</report>"
    "<report id='KS-2' role='warning' test=\"contains(., '注意')\">注意が要ります："
    "<value-of select='.'/></report>"
    "</rule></pattern></schema>";

static const char sheet_text[] =
    "<sheet xmlns='urn:kusei:sheet' width='210' height='297' margin='10' padding='1' size='9'"
    " pitch='12' legend-size='7'><spread nodeset='row' lines='20'><page id='one'>"
    "<line ref='title' size='12'><label xml:lang='ja'>題名</label></line>"
    "<approval width='15' height='18'><box><label xml:lang='ja'>担当</label></box>"
    "<box><label xml:lang='ja'>係長</label></box><box><label xml:lang='ja'>課長</label></box>"
    "<box><label xml:lang='ja'>区長</label></box></approval>"
    "<column ref='aim' width='100' characters='30'><label xml:lang='ja'>目的</label></column>"
    "</page></spread><unprinted ref='@submission'/></sheet>";

static void copy_data(const struct fixture *f, const char *name)
{
    char source[4096], target[FIXTURE_PATH], inside[64];
    long size;
    snprintf(source, sizeof source, "%s/data/%s", getenv("KUSEI_TEST_SRCDIR"), name);
    snprintf(inside, sizeof inside, "data/%s", name);
    char *bytes = fixture_read_file(source, &size);
    assert_non_null(bytes);
    fixture_write_file(fixture_path(f, inside, target), bytes, (size_t)size);
    free(bytes);
}

static void write_text(const struct fixture *f, const char *name, const char *text)
{
    char path[FIXTURE_PATH];
    fixture_write_file(fixture_path(f, name, path), text, strlen(text));
}

static void make_folder(const struct fixture *f, const char *name)
{
    char path[FIXTURE_PATH];
    assert_int_equal(mkdir(fixture_path(f, name, path), 0700), 0);
}

static void make_files(struct stage *t)
{
    make_folder(t->files, "forms");
    make_folder(t->files, "forms/sample");
    make_folder(t->files, "data");
    write_text(t->files, "forms/sample/form.xml", form_text);
    write_text(t->files, "forms/sample/blank.xml", blank_text);
    write_text(t->files, "forms/sample/prototypes.xml", prototypes_text);
    write_text(t->files, "forms/sample/rules.sch", rules_text);
    write_text(t->files, "forms/sample/sheet.xml", sheet_text);
    copy_data(t->files, "wards.tsv");
    copy_data(t->files, "eras.tsv");
    copy_data(t->files, "states.tsv");
}

static void make_assessment(struct stage *t)
{
    struct error err = {""};
    const struct store_author author = {.name = "admin1", .action = "new"};
    const struct reference *reference = catalogue_reference(t->catalogue);
    const struct form *form = catalogue_form(t->catalogue, "sample", &err);
    assert_done(form != NULL);
    const struct ward *ward = reference_find_ward(reference, NULL, STAGE_WARD, &err);
    assert_done(ward != NULL);
    struct assessment *a = assessment_new(form, reference, ward, STAGE_YEAR, &err);
    assert_done(a != NULL);
    assert_done(assessment_create(a, t->store, &author, &err));
    size_t count;
    const struct assessment_page *pages = assessment_pages(a, &count);
    assert_int_equal(count, PAGES);
    for (int i = 0; i < PAGES; i++)
        t->pages[i] = pages[i].stored_id;
    assessment_free(a);
}

int stage_make(void **state)
{
    void *files = NULL;
    struct stage *t = calloc(1, sizeof *t);
    struct error err = {""};
    if (t == NULL || fixture_make(&files) != 0)
        return -1;
    t->files = files;
    make_files(t);
    t->catalogue = catalogue_open(t->files->folder, &err);
    assert_done(t->catalogue != NULL);
    t->store = fixture_open(t->files->file);
    t->review = review_open(t->store, t->catalogue, FORM_JA, &err);
    assert_done(t->review != NULL);
    make_assessment(t);
    *state = t;
    return 0;
}

int stage_remove(void **state)
{
    struct stage *t = *state;
    void *files = t->files;
    review_free(t->review);
    store_close(t->store);
    catalogue_free(t->catalogue);
    free(t);
    return fixture_remove(&files);
}

/* --- people ------------------------------------------------------------------------- */

struct review_actor stage_person(const char *name)
{
    static const char *const roles[] = {"staff", "chief", "manager", "head", "admin", "city"};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (strncmp(name, roles[i], strlen(roles[i])) == 0)
            return (struct review_actor){name, roles[i], (int64_t)time(NULL)};
    }
    fail_msg("%s has no role", name);
    return (struct review_actor){0};
}

void stage_account(struct stage *t, const char *name)
{
    struct error err = {""};
    struct review_actor actor = stage_person(name);
    char display[] = "", password[] = "x";
    struct store_account account = {.display = display, .password = password};
    const struct store_account_change by = {.who = "admin1", .role = "admin"};
    /* The store only reads them. */
    memcpy(&account.name, &actor.name, sizeof account.name);
    memcpy(&account.role, &actor.role, sizeof account.role);
    assert_done(store_add_account(t->store, &account, false, &by, &err));
}

/* --- writing ------------------------------------------------------------------------- */

struct assessment *stage_open(const struct stage *t)
{
    struct error err = {""};
    struct assessment *a = assessment_open(t->store, t->catalogue, STAGE_WARD, STAGE_YEAR, &err);
    assert_done(a != NULL);
    return a;
}

const char *stage_field(int page)
{
    return page == COVER ? "title" : "aim";
}

static struct assessment_entry find_field(const struct assessment *a, size_t page)
{
    struct error err = {""};
    struct assessment_entries entries = {0};
    struct assessment_entry found = {0};
    assert_done(assessment_page_entries(a, page, &entries, &err));
    for (size_t i = 0; i < entries.count; i++) {
        if (entries.items[i].kind == ASSESSMENT_FIELD)
            found = entries.items[i];
    }
    assessment_entries_free(&entries);
    assert_non_null(found.node);
    return found;
}

bool stage_save(struct stage *t, const char *name, struct assessment *a, struct error *err)
{
    struct review_actor actor = stage_person(name);
    const struct store_author author = {.name = name, .action = "save", .role = actor.role};
    if (!review_may_edit(t->review, &actor, a, err))
        return false;
    enum store_saved saved = assessment_save(a, t->store, &author, NULL, err);
    return saved == STORE_SAVED || saved == STORE_SAME;
}

bool stage_try_write(struct stage *t, const char *name, int page, const char *text,
                     struct error *err)
{
    struct assessment *a = stage_open(t);
    struct assessment_entry field = find_field(a, (size_t)page);
    bool good = assessment_set(a, field.item, field.node, text, err) && stage_save(t, name, a, err);
    assessment_free(a);
    return good;
}

void stage_write(struct stage *t, const char *name, int page, const char *text)
{
    struct error err = {""};
    assert_done(stage_try_write(t, name, page, text, &err));
}

void stage_keep(struct stage *t, const char *name, int page, const char *why)
{
    struct error err = {""};
    struct assessment *a = stage_open(t);
    struct judge *judge = judge_open(assessment_form(a), &err);
    struct judgement judgement = {0};
    assert_done(judge != NULL && judge_run(judge, a, NULL, &judgement, &err));
    for (size_t i = 0; i < judgement.count; i++) {
        const struct judged_finding *item = &judgement.items[i];
        if (item->page == (size_t)page && item->finding->severity == RULES_WARNING)
            assert_done(judge_keep(judge, a, item, why, name, &err));
    }
    assert_done(stage_save(t, name, a, &err));
    judgement_free(&judgement);
    judge_free(judge);
    assessment_free(a);
}

/* --- acting ----------------------------------------------------------------------------- */

bool stage_try(struct stage *t, const char *name, const char *action, int page,
               const struct review_arguments *arguments, struct error *err)
{
    struct review_actor actor = stage_person(name);
    struct review_target target = {.ward_code = STAGE_WARD, .year = STAGE_YEAR};
    struct review_arguments given = {0};
    struct review_signing signing = {0};
    if (page != PAGES) {
        target.pages = &t->pages[page];
        target.count = 1;
    }
    if (arguments != NULL) {
        given = *arguments;
    } else {
        given.why = given.text = "理由";
        given.person = "staff1";
        given.successor = "staff2";
        given.receipt_number = strcmp(action, "accept") == 0 ? "H27-0001" : NULL;
        if (strcmp(action, "sign-off") == 0) {
            if (!review_signing(t->review, &actor, STAGE_WARD, STAGE_YEAR, &signing, err))
                return false;
            given.digest = signing.digest;
        }
        given.shown = actor.signed_in;
    }
    bool good = review_perform(t->review, &actor, action, &target, &given, err);
    review_signing_free(&signing);
    return good;
}

void stage_do(struct stage *t, const char *name, const char *action, int page)
{
    struct error err = {""};
    if (!stage_try(t, name, action, page, NULL, &err))
        fail_msg("%s cannot %s %d: %s", name, action, page, err.text);
}

void stage_refuses(struct stage *t, const char *name, const char *action, int page,
                   const char *const *words)
{
    struct error err = {""};
    if (stage_try(t, name, action, page, NULL, &err))
        fail_msg("%s can %s %d", name, action, page);
    for (; *words != NULL; words++) {
        if (strstr(err.text, *words) == NULL)
            fail_msg("no \"%s\" in: %s", *words, err.text);
    }
}

void stage_approve(struct stage *t)
{
    for (int i = 0; i < PAGES; i++) {
        stage_write(t, "staff1", i, TEXT_GOOD);
        stage_do(t, "staff1", "submit", i);
        stage_do(t, "chief1", "approve", i);
    }
}

/* --- looking ------------------------------------------------------------------------------ */

const char *stage_state(struct stage *t, int page)
{
    struct error err = {""};
    struct review_standing standing;
    struct assessment *a = stage_open(t);
    assert_done(review_stand(t->review, a, &standing, &err));
    int state = page == PAGES ? standing.state : standing.pages[page].state;
    review_standing_free(&standing);
    assessment_free(a);
    return review_states(t->review)->states[state].is.word;
}

void stage_is(struct stage *t, int page, const char *state)
{
    assert_string_equal(stage_state(t, page), state);
}

static bool drop_triggers(sqlite3 *db)
{
    sqlite3_stmt *q = NULL;
    char names[64][64];
    size_t count = 0;
    if (sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type = 'trigger'", -1, &q,
                           NULL) != SQLITE_OK)
        return false;
    while (sqlite3_step(q) == SQLITE_ROW && count < 64)
        snprintf(names[count++], 64, "%s", (const char *)sqlite3_column_text(q, 0));
    sqlite3_finalize(q);
    for (size_t i = 0; i < count; i++) {
        char sql[100];
        snprintf(sql, sizeof sql, "DROP TRIGGER \"%.60s\"", names[i]);
        sqlite3_exec(db, sql, NULL, NULL, NULL);
    }
    return true;
}

void stage_tamper(struct stage *t, const char *sql)
{
    sqlite3 *db = NULL;
    char *text = NULL;
    assert_int_equal(sqlite3_open(t->files->file, &db), SQLITE_OK);
    assert_true(drop_triggers(db));
    if (sqlite3_exec(db, sql, NULL, NULL, &text) != SQLITE_OK)
        fail_msg("%s: %s", sql, text);
    sqlite3_close(db);
}
