#include "print/printer.h"

#include <string.h>

#include "exchange/helper.h"
#include "text/i18n.h"

/* A sheet takes less than a second; a broken font must not keep a person waiting. */
enum { MOST_SECONDS = 120 };

static const char *const formats[] = {"pdf", "xlsx", "html", "csv", "codebook"};

bool printer_knows(const char *format)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(formats[i], format) == 0)
            return true;
    }
    return false;
}

static bool not_understood(struct error *err)
{
    return error_set(err, _("The program that prints gave no answer that can be understood. "
                            "Install kusei again."));
}

/* An argument vector takes no const; nobody changes these. */
static char *word(const char *text)
{
    char *same;
    memcpy(&same, &text, sizeof same);
    return same;
}

/* "ok" and the file, or "no" and a sentence. */
static bool take_answer(const struct buffer *answer, struct buffer *out, struct error *err)
{
    if (answer->failed)
        return error_set_memory(err);
    if (answer->size >= 3 && memcmp(answer->data, "ok\n", 3) == 0) {
        buffer_append(out, answer->data + 3, answer->size - 3);
        return !out->failed || error_set_memory(err);
    }
    if (answer->size > 3 && memcmp(answer->data, "no\n", 3) == 0)
        return error_set(err, "%s", answer->data + 3);
    return not_understood(err);
}

static bool run(const char *program, const char *format, const char *share, const char *own,
                const struct buffer *input, struct buffer *out, struct error *err)
{
    char *argv[] = {word(program), word(format), word(share), own == NULL ? NULL : word(own), NULL};
    struct buffer answer = BUFFER_INIT;
    int status = 0;
    bool good;
    const struct helper helper = {
        .argv = argv, .input = input->data, .input_size = input->size, .seconds = MOST_SECONDS};
    switch (helper_run(&helper, &answer, &status, err)) {
    case HELPER_NOT_RUN:
        good = false;
        break;
    case HELPER_DONE:
        good = status == 0 ? take_answer(&answer, out, err) : not_understood(err);
        break;
    case HELPER_TOO_MUCH:
        good = error_set(err, _("Printing took too long, or needs too much memory. Nothing was "
                                "printed."));
        break;
    case HELPER_BROKE:
    default:
        good = not_understood(err);
        break;
    }
    buffer_free(&answer);
    return good;
}

bool printer_print(const char *program, const char *format, const char *share, const char *own,
                   const struct print_order *order, const char *xml, size_t size,
                   struct buffer *out, struct error *err)
{
    struct buffer input = BUFFER_INIT;
    order_write(order, &input);
    buffer_append(&input, xml, size);
    bool good =
        input.failed ? error_set_memory(err) : run(program, format, share, own, &input, out, err);
    buffer_free(&input);
    return good;
}

bool printer_print_cells(const char *program, const char *share, const struct buffer *cells,
                         struct buffer *out, struct error *err)
{
    return run(program, "cells", share, NULL, cells, out, err);
}
