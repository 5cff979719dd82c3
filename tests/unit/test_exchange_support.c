#include "test_exchange_support.h"

#include <dirent.h>
#include <ftw.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int place_setup(void **state)
{
    struct place *p = calloc(1, sizeof(*p));
    const char *source = getenv("KUSEI_TEST_SRCDIR");
    const char *tmp = getenv("TMPDIR");
    struct error err = {""};

    if (p == NULL)
        return -1;
    snprintf(p->share, sizeof(p->share), "%s/tests/unit/exchange", source == NULL ? "." : source);
    snprintf(p->folder, sizeof(p->folder), "%s/kusei-test-XXXXXX", tmp == NULL ? "/tmp" : tmp);
    p->catalogue = catalogue_open(p->share, &err);
    if (p->catalogue == NULL)
        fprintf(stderr, "%s\n", err.text);
    *state = p;
    return p->catalogue == NULL || mkdtemp(p->folder) == NULL ? -1 : 0;
}

static int take_away(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)st;
    (void)type;
    (void)where;
    return remove(path);
}

int place_teardown(void **state)
{
    struct place *p = *state;

    nftw(p->folder, take_away, 8, FTW_DEPTH | FTW_PHYS);
    catalogue_free(p->catalogue);
    free(p);
    xmlCleanupParser();
    return 0;
}

char *place_path(const struct place *p, const char *name)
{
    char *path = NULL;

    assert_true(asprintf(&path, "%s/%s", p->folder, name) > 0);
    return path;
}

char *place_file(const struct place *p, const char *name, const char *bytes, size_t size)
{
    char *path = place_path(p, name);
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    if (size == SIZE_MAX)
        size = strlen(bytes);
    assert_int_equal(fwrite(bytes, 1, size, f), size);
    assert_int_equal(fclose(f), 0);
    return path;
}

size_t place_count(const struct place *p)
{
    DIR *d = opendir(p->folder);
    size_t count = 0;

    assert_non_null(d);
    for (const struct dirent *e = readdir(d); e != NULL; e = readdir(d))
        count += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(d);
    return count;
}

char *slurp(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    char *bytes;
    long length;

    assert_non_null(f);
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    length = ftell(f);
    rewind(f);
    bytes = malloc((size_t)length + 1);
    assert_non_null(bytes);
    *size = fread(bytes, 1, (size_t)length, f);
    assert_int_equal(*size, length);
    bytes[*size] = '\0';
    fclose(f);
    return bytes;
}

char *document(const char *prolog, const char *attributes, const char *inner)
{
    char *text = NULL;

    assert_true(asprintf(&text,
                         "%s<report %s>\n  <title>表題</title>\n  <page id=\"1\">%s</page>\n"
                         "</report>\n",
                         prolog == NULL ? "" : prolog, attributes == NULL ? ATTRIBUTES : attributes,
                         inner == NULL ? PAGE_FIELDS : inner) > 0);
    return text;
}

/* --- verdicts --------------------------------------------------------------- */

static void must_contain(const char *text, const char *fragment)
{
    if (strstr(text, fragment) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", text, fragment);
}

void assert_refused(const struct place *p, const char *path, const char *fragment)
{
    struct reader_result result;
    struct error err = {""};

    if (reader_read(p->catalogue, path, &result, &err))
        fail_msg("read, but should have been refused: %s (%zu faults)", fragment, result.count);
    assert_null(result.doc);
    assert_null(result.faults);
    must_contain(err.text, fragment);
    assert_ptr_equal(strstr(err.text, strcmp(path, "-") == 0 ? "standard input: " : path),
                     err.text);
}

void assert_fault(const struct place *p, const char *path, int line, const char *fragment)
{
    struct reader_result result;
    struct error err = {""};
    bool found = false;

    if (!reader_read(p->catalogue, path, &result, &err))
        fail_msg("refused: %s", err.text);
    assert_null(result.doc);
    assert_true(result.count > 0);
    for (size_t i = 0; i < result.count; i++)
        found = found || (result.faults[i].line == line &&
                          strstr(result.faults[i].message, fragment) != NULL);
    if (!found)
        fail_msg("no fault in line %d says \"%s\"; the first is in line %d: %s", line, fragment,
                 result.faults[0].line, result.faults[0].message);
    reader_result_free(&result);
}

xmlDoc *assert_good(const struct place *p, const char *path)
{
    struct reader_result result;
    struct error err = {""};

    if (!reader_read(p->catalogue, path, &result, &err))
        fail_msg("refused: %s", err.text);
    if (result.count > 0)
        fail_msg("line %d: %s", result.faults[0].line, result.faults[0].message);
    assert_non_null(result.doc);
    assert_string_equal(form_name(result.form), "mini");
    reader_result_free(&result);
    return result.doc;
}

void assert_bytes_refused(const struct place *p, const char *bytes, size_t size,
                          const char *fragment)
{
    char *path = place_file(p, "in.xml", bytes, size);

    assert_refused(p, path, fragment);
    free(path);
}

void assert_text_refused(const struct place *p, const char *text, const char *fragment)
{
    assert_bytes_refused(p, text, SIZE_MAX, fragment);
}

void assert_text_fault(const struct place *p, const char *text, int line, const char *fragment)
{
    char *path = place_file(p, "in.xml", text, SIZE_MAX);

    assert_fault(p, path, line, fragment);
    free(path);
}

xmlDoc *assert_text_good(const struct place *p, const char *text)
{
    char *path = place_file(p, "in.xml", text, SIZE_MAX);
    xmlDoc *doc = assert_good(p, path);

    free(path);
    return doc;
}
