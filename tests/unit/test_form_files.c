#include "test_form_files.h"

#include "unit.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *files_join(const char *dir, const char *name)
{
    size_t size = strlen(dir) + strlen(name) + 2;
    char *path = malloc(size);

    assert_non_null(path);
    snprintf(path, size, "%s/%s", dir, name);
    return path;
}

char *files_make_folder(void)
{
    const char *base = getenv("TMPDIR");
    char *dir = files_join(base ? base : "/tmp", "kusei-form-XXXXXX");

    assert_non_null(mkdtemp(dir));
    return dir;
}

static int remove_one(const char *path, const struct stat *status, int flag, struct FTW *ftw)
{
    (void)status;
    (void)flag;
    (void)ftw;
    return remove(path);
}

void files_remove(char *dir)
{
    assert_int_equal(nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
    free(dir);
}

static void make_folders(char *path, const char *below)
{
    for (char *slash = path + strlen(below) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

void files_write(const char *dir, const char *name, const char *text)
{
    char *path = files_join(dir, name);
    FILE *file;

    make_folders(path, dir);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    free(path);
}

char *files_read(const char *dir, const char *name)
{
    char *path = files_join(dir, name);
    FILE *file = fopen(path, "r");
    char *text = calloc(1, 65536);

    assert_non_null(file);
    assert_non_null(text);
    assert_in_range(fread(text, 1, 65535, file), 1, 65534);
    fclose(file);
    free(path);
    return text;
}

void files_copy(const char *from_dir, const char *dir, const char *name)
{
    char *text = files_read(from_dir, name);

    files_write(dir, name, text);
    free(text);
}

char *files_source(const char *name)
{
    const char *sources = getenv("KUSEI_TEST_SRCDIR");

    return files_join(sources ? sources : ".", name);
}

char *files_replace(const char *text, const char *from, const char *to)
{
    const char *found = strstr(text, from);
    char *head;
    char *result;
    size_t size;

    if (!found || strstr(found + 1, from))
        fail_msg("\"%s\" does not stand once in the good form", from);
    head = strndup(text, (size_t)(found - text));
    assert_non_null(head);
    size = strlen(text) + strlen(to) + 1;
    result = malloc(size);
    assert_non_null(result);
    snprintf(result, size, "%s%s%s", head, to, found + strlen(from));
    free(head);
    return result;
}

void files_try_each(const char *dir, const char *name, const struct files_broken *table,
                    size_t count, void (*look)(const char *dir, const struct files_broken *broken))
{
    char *good_dir = files_source("tests/unit/forms/good");
    char *good = files_read(good_dir, name);

    for (size_t i = 0; i < count; i++) {
        char *text = files_replace(good, table[i].from, table[i].to);

        files_write(dir, name, text);
        free(text);
        look(dir, &table[i]);
    }
    free(good);
    free(good_dir);
}

bool files_refuses(const struct error *err, const char *dir, const char *name,
                   const struct files_broken *broken)
{
    char place[300];

    snprintf(place, sizeof(place), "%s/%s:%d: ", dir, name, broken->line);
    return strncmp(err->text, place, strlen(place)) == 0 && strstr(err->text, broken->reason);
}

int files_remove_state(void **state)
{
    files_remove(*state);
    return 0;
}
