/* What the unit tests of the terminal share. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "test_terminal_support.h"

void must(bool good, const struct error *err)
{
    if (!good) {
        fail_msg("%s", err->text);
    }
}

int start(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    struct error err = {""};

    snprintf(f->folder, sizeof(f->folder), "/tmp/kusei-terminal-XXXXXX");
    if (!mkdtemp(f->folder)) {
        return -1;
    }
    snprintf(f->path, sizeof(f->path), "%s/kusei.db", f->folder);
    f->catalogue = catalogue_open(getenv("KUSEI_SHARE"), &err);
    f->store = f->catalogue ? store_open(f->path, true, &err) : NULL;
    if (!f->store) {
        print_error("%s\n", err.text);
        return -1;
    }
    f->tanaka = (struct session_owner){.store = f->store,
                                       .catalogue = f->catalogue,
                                       .author = "tanaka",
                                       .lang = FORM_JA,
                                       .role = "staff"};
    f->suzuki = (struct session_owner){.store = f->store,
                                       .catalogue = f->catalogue,
                                       .author = "suzuki",
                                       .lang = FORM_JA,
                                       .role = "staff"};
    *state = f;
    return 0;
}

int finish(void **state)
{
    struct fixture *f = *state;
    static const char *const names[] = {"", "-wal", "-shm"};

    store_close(f->store);
    catalogue_free(f->catalogue);
    for (size_t i = 0; i < 3; i++) {
        char path[128];
        snprintf(path, sizeof(path), "%s%s", f->path, names[i]);
        unlink(path);
    }
    rmdir(f->folder);
    free(f);
    return 0;
}

struct session *create(struct fixture *f)
{
    struct error err = {""};
    const struct ward *ward =
        reference_find_ward(catalogue_reference(f->catalogue), "271004", "北区", &err);
    must(ward != NULL, &err);
    const struct form *form = catalogue_form(f->catalogue, "osaka-2015", &err);
    must(form != NULL, &err);
    const struct session_beginning beginning = {form, ward, 2015, 0};
    struct rollover_report report;
    struct session *s = session_create(&f->tanaka, &beginning, &report, &err);
    must(s != NULL, &err);
    return s;
}

struct session *reopen(const struct session_owner *owner, int restored, int stale)
{
    struct error err = {""};
    int restored_now;
    int stale_now;
    struct session *s = session_open(owner, "271276", 2015, &restored_now, &stale_now, &err);

    must(s != NULL, &err);
    assert_int_equal(restored_now, restored);
    assert_int_equal(stale_now, stale);
    return s;
}

const char page_name[] = "1.1.a/strategy-page-1";

void load(struct page_model *m, struct session *s, const char *name)
{
    struct error err = {""};
    size_t page = assessment_find_page(session_assessment(s), name);

    assert_int_not_equal(page, (size_t)-1);
    must(page_model_load(m, s, page, &err), &err);
}

struct page_item *enter(struct page_model *m, const char *path)
{
    size_t at = page_model_find_path(m, path);

    if (at == PAGE_NONE) {
        fail_msg("no field %s", path);
    }
    assert_true(page_edit_enter(m, at, PAGE_ENTER_FROM_ABOVE));
    return page_model_current(m);
}

void type(struct page_model *m, const char *path, const char *text)
{
    enter(m, path);
    assert_true(page_edit_insert(m, text, strlen(text)));
    assert_true(page_edit_commit(m, true));
}

void expect(const struct page_model *m, const char *path, const char *text)
{
    size_t at = page_model_find_path(m, path);

    assert_int_not_equal(at, PAGE_NONE);
    assert_string_equal(m->items[at].sent, text);
}

void expect_stored(struct session *s, const char *path, const char *text)
{
    struct page_model m = {.current = PAGE_NONE};

    load(&m, s, page_name);
    expect(&m, path, text);
    page_model_free(&m);
}
