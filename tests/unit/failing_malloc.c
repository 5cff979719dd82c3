#include "failing_malloc.h"

#include <libxml/xpath.h>
#include <string.h>

/* The linker's --wrap calls the real ones so. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__real_reallocarray(void *memory, size_t count, size_t size);
char *__real_strdup(const char *string);
char *__real_strndup(const char *string, size_t size);
xmlXPathCompExpr *__real_xmlXPathCtxtCompile(xmlXPathContext *context, const xmlChar *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void *__wrap_reallocarray(void *memory, size_t count, size_t size);
char *__wrap_strdup(const char *string);
char *__wrap_strndup(const char *string, size_t size);
xmlXPathCompExpr *__wrap_xmlXPathCtxtCompile(xmlXPathContext *context, const xmlChar *text);

static size_t countdown; /* 0: off */
static bool forever, failed;

void failing_malloc_at(size_t n)
{
    countdown = n;
    forever = failed = false;
}

void failing_malloc_from(size_t n)
{
    countdown = n;
    forever = true;
    failed = false;
}

bool failing_malloc_off(void)
{
    countdown = 0;
    return failed;
}

static bool fails_now(void)
{
    if (countdown == 0 || --countdown > 0)
        return false;
    countdown = forever ? 1 : 0;
    failed = true;
    return true;
}

void *__wrap_malloc(size_t size)
{
    return fails_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails_now() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return fails_now() ? NULL : __real_realloc(memory, size);
}

void *__wrap_reallocarray(void *memory, size_t count, size_t size)
{
    return fails_now() ? NULL : __real_reallocarray(memory, count, size);
}

char *__wrap_strdup(const char *string)
{
    return fails_now() ? NULL : __real_strdup(string);
}

char *__wrap_strndup(const char *string, size_t size)
{
    return fails_now() ? NULL : __real_strndup(string, size);
}

xmlXPathCompExpr *__wrap_xmlXPathCtxtCompile(xmlXPathContext *context, const xmlChar *text)
{
    return fails_now() ? NULL : __real_xmlXPathCtxtCompile(context, text);
}
