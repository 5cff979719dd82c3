#include "config.h"

#include "xmlsig/answer.h"

#include <stdio.h>

bool answer_refuse(struct answer *a, const char *code, const char *detail)
{
    if (a->code != NULL)
        return false;
    a->code = code;
    if (detail != NULL)
        answer_say(a, "detail", detail);
    return false;
}

void answer_say(struct answer *a, const char *name, const char *value)
{
    buffer_append_format(&a->lines, "%s ", name);
    for (const char *c = value; *c != '\0'; c++)
        buffer_append(&a->lines, *c == '\n' || *c == '\r' ? " " : c, 1);
    buffer_append_string(&a->lines, "\n");
}

int answer_print(struct answer *a)
{
    if (a->lines.failed || a->bytes.failed)
        answer_refuse(a, "memory", NULL);
    if (a->code == NULL)
        fputs("ok\n", stdout);
    else
        fprintf(stdout, "no %s\n", a->code);
    if (!a->lines.failed && a->lines.size > 0)
        fwrite(a->lines.data, 1, a->lines.size, stdout);
    fputs("\n", stdout);
    /* What was not verified does not leave this program. */
    if (a->code == NULL && a->bytes.size > 0)
        fwrite(a->bytes.data, 1, a->bytes.size, stdout);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 2;
}

void answer_free(struct answer *a)
{
    buffer_free(&a->lines);
    buffer_free(&a->bytes);
}
