#include "text_eras.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

void text_eras_write(const char *content, char *path, size_t size)
{
    const char *folder = getenv("TMPDIR");
    snprintf(path, size, "%s/kusei-eras-XXXXXX", folder == NULL ? "/tmp" : folder);
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, content, strlen(content)), (long)strlen(content));
    close(file);
}

struct era_table *text_eras_read(void)
{
    char path[256];
    struct error err;
    text_eras_write("# first day\tname\tletter\n"
                    "1868-01-25\t明治\tM\n"
                    "1912-07-30\t大正\tT\n"
                    "\n"
                    "1926-12-25\t昭和\tS\n"
                    "1989-01-08\t平成\tH # the sheets are of this one\n"
                    "2019-05-01\t令和\tR\n",
                    path, sizeof path);
    struct era_table *eras = era_table_read(path, &err);
    unlink(path);
    assert_non_null(eras);
    return eras;
}
