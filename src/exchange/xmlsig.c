#include "exchange/xmlsig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/helper.h"
#include "text/allowed.h"
#include "text/i18n.h"

enum { MAX_WALL_SECONDS = 30 };

/* --- the answer --------------------------------------------------------------------- */

/* The words may come from a certificate, and go to a terminal. */
char *xmlsig_value(const struct xmlsig_answer *a, const char *name)
{
    size_t length = strlen(name);

    for (const char *line = a->lines; line != NULL && *line != '\0';) {
        const char *end = strchr(line, '\n');
        size_t size = end == NULL ? strlen(line) : (size_t)(end - line);

        if (size > length && strncmp(line, name, length) == 0 && line[length] == ' ')
            return allowed_filter(line + length + 1, size - length - 1, NULL, NULL);
        line = end == NULL ? NULL : end + 1;
    }
    return NULL;
}

void xmlsig_answer_free(struct xmlsig_answer *a)
{
    free(a->detail);
    free(a->lines);
    free(a->bytes);
    *a = (struct xmlsig_answer){.refusal = NULL};
}

static bool not_understood(struct error *err)
{
    return error_set(err, _("The program that signs and verifies gave no answer that can be "
                            "understood. Install kusei again."));
}

/* "ok" or "no CODE", lines, an empty line, bytes. */
static bool take_apart(char *text, size_t size, struct xmlsig_answer *out, struct error *err)
{
    char *first_end = memchr(text, '\n', size);
    char *end = first_end == NULL ? NULL : strstr(first_end, "\n\n");

    if (end == NULL)
        return not_understood(err);
    *first_end = '\0';
    if (strncmp(text, "no ", 3) == 0)
        out->refusal = refusal_find(text + 3);
    if (out->refusal == NULL && strcmp(text, "ok") != 0)
        return not_understood(err);
    out->size = size - (size_t)(end + 2 - text);
    out->bytes = malloc(out->size + 1);
    out->lines = end == first_end ? strdup("") : strndup(first_end + 1, (size_t)(end - first_end));
    if (out->bytes == NULL || out->lines == NULL)
        return error_set_memory(err);
    memcpy(out->bytes, end + 2, out->size);
    out->bytes[out->size] = '\0';
    out->detail = xmlsig_value(out, "detail");
    return true;
}

/* --- asking ------------------------------------------------------------------------- */

static bool ask(const struct helper *helper, struct xmlsig_answer *out, struct error *err)
{
    struct buffer text = BUFFER_INIT;
    int status = 0;
    bool ok;

    *out = (struct xmlsig_answer){.refusal = NULL};
    switch (helper_run(helper, &text, &status, err)) {
    case HELPER_NOT_RUN:
        ok = false;
        break;
    case HELPER_TOO_MUCH:
        out->refusal = refusal_find("too-much");
        ok = true;
        break;
    case HELPER_BROKE:
        ok = not_understood(err);
        break;
    case HELPER_DONE:
    default:
        ok = status == 0 && !text.failed && text.data != NULL
                 ? take_apart(text.data, text.size, out, err)
                 : not_understood(err);
        break;
    }
    buffer_free(&text);
    if (!ok)
        xmlsig_answer_free(out);
    return ok;
}

/* An argument vector takes no const; nobody changes these. */
static char *word(const char *text)
{
    char *same;

    memcpy(&same, &text, sizeof(same));
    return same;
}

bool xmlsig_verify(const char *program, const struct xmlsig_trust *trust, const char *bytes,
                   size_t size, struct xmlsig_answer *out, struct error *err)
{
    char at[32];
    char *argv[] = {word(program),
                    word("verify"),
                    word(trust->roots),
                    word(trust->crl == NULL ? "-" : trust->crl),
                    at,
                    NULL};
    const struct helper helper = {
        .argv = argv, .input = bytes, .input_size = size, .seconds = MAX_WALL_SECONDS};

    snprintf(at, sizeof(at), "%lld", (long long)trust->at);
    return ask(&helper, out, err);
}

bool xmlsig_digest(const char *program, const char *bytes, size_t size, struct xmlsig_answer *out,
                   struct error *err)
{
    char *argv[] = {word(program), word("digest"), NULL};
    const struct helper helper = {
        .argv = argv, .input = bytes, .input_size = size, .seconds = MAX_WALL_SECONDS};

    return ask(&helper, out, err);
}

static bool sign_by_file(const char *program, const struct xmlsig_key *key, const char *bytes,
                         size_t size, struct xmlsig_answer *out, struct error *err)
{
    char *argv[] = {word(program), word("sign-key"), word(key->file), NULL};
    const struct helper helper = {.argv = argv,
                                  .input = bytes,
                                  .input_size = size,
                                  .secret = key->password,
                                  .secret_size = strlen(key->password),
                                  .seconds = MAX_WALL_SECONDS};

    return ask(&helper, out, err);
}

static bool sign_by_command(const char *program, const struct xmlsig_key *key, const char *bytes,
                            size_t size, struct xmlsig_answer *out, struct error *err)
{
    size_t count = 0;
    char **argv;
    bool ok;

    while (key->command[count] != NULL)
        count++;
    argv = calloc(count + 4, sizeof(*argv));
    if (argv == NULL)
        return error_set_memory(err);
    argv[0] = word(program);
    argv[1] = word("sign-command");
    argv[2] = word(key->certificates);
    memcpy(argv + 3, key->command, count * sizeof(*argv));
    /* A person may have to put a card in and type a number. */
    const struct helper helper = {.argv = argv, .input = bytes, .input_size = size};
    ok = ask(&helper, out, err);
    free(argv);
    return ok;
}

bool xmlsig_sign(const char *program, const struct xmlsig_key *key, const char *bytes, size_t size,
                 struct xmlsig_answer *out, struct error *err)
{
    return key->file != NULL ? sign_by_file(program, key, bytes, size, out, err)
                             : sign_by_command(program, key, bytes, size, out, err);
}
