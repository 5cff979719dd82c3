#include "store_fixture.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct store_author sample_author = {.name = "tanaka", .action = "save"};

int fixture_make(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    const char *base = getenv("TMPDIR");
    if (f == NULL) {
        return -1;
    }
    snprintf(f->folder, sizeof f->folder, "%s/kusei-store-XXXXXX", base != NULL ? base : "/tmp");
    if (mkdtemp(f->folder) == NULL) {
        free(f);
        return -1;
    }
    fixture_path(f, "kusei.db", f->file);
    *state = f;
    return 0;
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

int fixture_remove(void **state)
{
    struct fixture *f = *state;
    int rc = nftw(f->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    free(f);
    return rc;
}

const char *fixture_path(const struct fixture *f, const char *name, char out[FIXTURE_PATH])
{
    int length = snprintf(out, FIXTURE_PATH, "%.200s/%s", f->folder, name);
    assert_in_range(length, 1, FIXTURE_PATH - 1);
    return out;
}

char *fixture_read_file(const char *path, long *size)
{
    *size = -1;
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        return NULL;
    }
    assert_int_equal(fseek(in, 0, SEEK_END), 0);
    *size = ftell(in);
    rewind(in);
    char *bytes = malloc((size_t)*size + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, (size_t)*size, in), (size_t)*size);
    fclose(in);
    return bytes;
}

void fixture_write_file(const char *path, const void *bytes, size_t size)
{
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, size, out), size);
    assert_int_equal(fclose(out), 0);
}

bool fixture_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static bool is_named(const char *name, const char *const *names)
{
    while (*names != NULL && strcmp(*names, name) != 0) {
        names++;
    }
    return *names != NULL;
}

void fixture_assert_files(const char *folder, const char *const *names)
{
    DIR *dir = opendir(folder);
    size_t expected = 0, found = 0;
    assert_non_null(dir);
    while (names[expected] != NULL) {
        expected++;
    }
    for (struct dirent *e = readdir(dir); e != NULL; e = readdir(dir)) {
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
            found++;
            if (!is_named(e->d_name, names)) {
                fail_msg("%s was left behind", e->d_name);
            }
        }
    }
    closedir(dir);
    assert_int_equal(found, expected);
}

struct store *fixture_open(const char *path)
{
    struct error err = {""};
    struct store *s = store_open(path, true, &err);
    if (s == NULL) {
        fail_msg("%s", err.text);
    }
    return s;
}

/* --- pages to store --------------------------------------------------------- */

void page_set(struct store_page *page, const char *path, const char *value)
{
    for (size_t i = 0; i < page->count; i++) {
        if (strcmp(page->fields[i].path, path) == 0) {
            free(page->fields[i].value);
            page->fields[i].value = strdup(value);
            return;
        }
    }
    page->fields = realloc(page->fields, (page->count + 1) * sizeof *page->fields);
    page->fields[page->count++] = (struct store_field){strdup(path), strdup(value)};
}

const char *page_get(const struct store_page *page, const char *path)
{
    for (size_t i = 0; i < page->count; i++) {
        if (strcmp(page->fields[i].path, path) == 0) {
            return page->fields[i].value;
        }
    }
    return NULL;
}

void page_make(struct store_page *page, int64_t parent, const char *element, int position)
{
    *page = (struct store_page){.parent = parent, .element = strdup(element), .position = position};
}

int64_t sample_create(struct store *s, const char *ward, int year, size_t fields,
                      struct store_page_list *pages)
{
    static const struct {
        int parent;
        const char *element;
    } shape[] = {{0, "assessment"}, {1, "row"}, {2, "sheet"}, {2, "sheet"}, {1, "row"}};
    size_t count = sizeof shape / sizeof shape[0];
    struct store_page_list list = {calloc(count, sizeof *list.pages), count};
    for (size_t i = 0; i < count; i++) {
        page_make(&list.pages[i], shape[i].parent, shape[i].element, 0);
        for (size_t k = 0; k < fields; k++) {
            char path[40], value[60];
            snprintf(path, sizeof path, "plan/field[%zu]", k + 1);
            snprintf(value, sizeof value, "頁%zuの%zu番目 ①(ⅰ) ％", i, k);
            page_set(&list.pages[i], path, value);
        }
    }
    char code[] = "271276", name[] = "北区", policy[] = "p-2015", version[] = "1",
         state[] = "entry";
    struct store_assessment a = {.ward_code = ward != NULL ? strdup(ward) : strdup(code),
                                 .ward_name = name,
                                 .year = year,
                                 .policy = policy,
                                 .form_version = version,
                                 .state = state,
                                 .pages_done = 1,
                                 .pages_total = (int)count};
    struct error err = {""};
    struct store_author author = {.name = "tanaka", .action = "new"};
    int64_t id = 0;
    if (!store_create(s, &a, &list, &author, &id, &err)) {
        fail_msg("%s", err.text);
    }
    free(a.ward_code);
    if (pages != NULL) {
        *pages = list;
    } else {
        store_page_list_free(&list);
    }
    return id;
}

void sample_read(struct store *s, int64_t id, struct store_page_list *list)
{
    struct error err = {""};
    if (!store_read_pages(s, id, list, &err)) {
        fail_msg("%s", err.text);
    }
}

void assert_moment(const char *at)
{
    int y, mo, d, h, mi, sec, end = 0;
    assert_int_equal(sscanf(at, "%4d-%2d-%2dT%2d:%2d:%2dZ%n", &y, &mo, &d, &h, &mi, &sec, &end), 6);
    assert_int_equal(end, 20);
    assert_int_equal(strlen(at), 20);
    assert_in_range(y, 2020, 9999);
}

/* --- past the store ----------------------------------------------------------- */

int plain_run(const char *path, const char *sql, char *text)
{
    sqlite3 *db = NULL;
    int rc = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    }
    if (text != NULL) {
        snprintf(text, 256, "%s", sqlite3_errmsg(db));
    }
    sqlite3_close(db);
    return rc;
}

const char *plain_ask(const char *path, const char *sql, char *out)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    sqlite3_busy_timeout(db, 5000);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    const char *text = (const char *)sqlite3_column_text(q, 0);
    snprintf(out, 256, "%s", text != NULL ? text : "");
    sqlite3_finalize(q);
    sqlite3_close(db);
    return out;
}

int64_t plain_number(const char *path, const char *sql)
{
    char text[256];
    return strtoll(plain_ask(path, sql, text), NULL, 10);
}

void plain_assert_sound(const char *path)
{
    char text[256];
    assert_string_equal(plain_ask(path, "PRAGMA integrity_check", text), "ok");
    assert_int_equal(plain_number(path, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}
