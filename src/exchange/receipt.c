#include "exchange/receipt.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/intake.h"
#include "exchange/wording.h"
#include "text/i18n.h"

/* --- reading ------------------------------------------------------------------------ */

static bool copy(char *out, size_t size, const char *value)
{
    size_t length = strlen(value);

    if (length == 0 || length >= size)
        return false;
    memcpy(out, value, length + 1);
    return true;
}

static bool copy_digest(char *out, const char *value)
{
    return strlen(value) == SUBMISSION_DIGEST - 1 &&
           strspn(value, "0123456789abcdef") == SUBMISSION_DIGEST - 1 &&
           copy(out, SUBMISSION_DIGEST, value);
}

static bool read_number(const char *value, long long most, long long *out)
{
    char *end;

    if (*value == '\0' || strspn(value, "0123456789") != strlen(value) || strlen(value) > 18)
        return false;
    *out = strtoll(value, &end, 10);
    return *out <= most;
}

enum { NUMBER = 1, WARD = 2, YEAR = 4, SEQ = 8, HASH = 16, CONTENT = 32, ALL = 63 };

static bool read_value(struct receipt *r, const char *name, const char *value, unsigned *seen)
{
    static const char *const names[] = {"number",    "ward",       "year",
                                        "trail-seq", "trail-hash", "content"};
    long long year = r->year;
    size_t i = 0;
    bool ok = true;

    while (i < sizeof(names) / sizeof(*names) && strcmp(names[i], name) != 0)
        i++;
    if (i == sizeof(names) / sizeof(*names))
        return true;
    switch (1U << i) {
    case NUMBER:
        ok = copy(r->number, sizeof(r->number), value);
        break;
    case WARD:
        ok = copy(r->ward, sizeof(r->ward), value);
        break;
    case YEAR:
        ok = read_number(value, 9999, &year);
        r->year = (int)year;
        break;
    case SEQ:
        ok = read_number(value, 999999999999999999, &r->trail_seq);
        break;
    case HASH:
        ok = copy_digest(r->trail_hash, value);
        break;
    default:
        ok = copy_digest(r->content, value);
        break;
    }
    /* What is there twice says nothing for certain. */
    ok = ok && (*seen & 1U << i) == 0;
    *seen |= 1U << i;
    return ok;
}

static bool read_line(struct receipt *r, char *line, unsigned *seen)
{
    size_t name = strcspn(line, " \t"), length;
    char *value = line + name + strspn(line + name, " \t");

    if (*line == '\0' || *line == '#')
        return true;
    line[name] = '\0';
    length = strlen(value);
    while (length > 0 && strchr(" \t\r", value[length - 1]) != NULL)
        value[--length] = '\0';
    return read_value(r, line, value, seen);
}

static bool read_text(char *text, struct receipt *out, struct error *err)
{
    unsigned seen = 0;
    int number = 0;

    for (char *line = text, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        number++;
        if (!read_line(out, line, &seen))
            return error_set(err,
                             _("Line %d: this is not as a receipt has it. Give the receipt as the "
                               "city wrote it."),
                             number);
    }
    return seen == ALL || error_set(err, _("This is no whole receipt. Give the receipt as the city "
                                           "wrote it."));
}

bool receipt_read(const char *path, struct receipt *out, struct error *err)
{
    struct intake in = {NULL, 0};
    bool ok;

    memset(out, 0, sizeof(*out));
    ok = intake_read(path, &in, err) && read_text(in.bytes, out, err);
    intake_free(&in);
    return ok || wording_prefix(err, path);
}

/* --- holding against it ------------------------------------------------------------- */

const char *receipt_check(const struct receipt *r, const char *ward, int year, const char *content,
                          const struct submission *s)
{
    if (strcmp(r->ward, ward) != 0 || r->year != year)
        return "receipt-other";
    if (s->receipt != NULL && strcmp(s->receipt, r->number) != 0)
        return "receipt-number";
    if (s->trail_seq < r->trail_seq)
        return "trail-behind";
    if (s->trail_seq == r->trail_seq && strcmp(s->trail_hash, r->trail_hash) != 0)
        return "trail-differs";
    if (!submission_is_withdrawal(s) && strcmp(content, r->content) == 0)
        return "identical";
    return NULL;
}
