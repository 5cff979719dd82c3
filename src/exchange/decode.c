#include "exchange/decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "text/i18n.h"
#include "text/utf8.h"

static bool begins(const struct intake *in, const char *bytes, size_t size)
{
    return in->size >= size && memcmp(in->bytes, bytes, size) == 0;
}

/* How many tabs and line breaks it has as UTF-16, the end at the offset `high` being 0. */
static size_t count_controls(const struct intake *in, size_t high)
{
    size_t count = 0;

    for (size_t i = 0; i + 1 < in->size; i += 2) {
        char low = in->bytes[i + 1 - high];
        count += in->bytes[i + high] == '\0' && (low == '\t' || low == '\n' || low == '\r');
    }
    return count;
}

/* The UTF-16 that it is without a mark: a table has many tabs, and each has a NUL. NULL
 * where it is none; a few NULs are damage. */
static const char *find_wide(const struct intake *in)
{
    size_t nuls = 0, bad;

    for (size_t i = 0; i < in->size; i++)
        nuls += in->bytes[i] == '\0';
    if (in->size % 2 != 0 || nuls == 0 || nuls * 100 < in->size ||
        (nuls * 4 < in->size && utf8_is_valid(in->bytes, in->size, &bad)))
        return NULL;
    size_t little = count_controls(in, 1), big = count_controls(in, 0);
    if (little == 0 && big == 0)
        return NULL;
    return little >= big ? "UTF-16LE" : "UTF-16BE";
}

/* Which encoding it is, and in *skip the size of its mark. */
static const char *find_encoding(const struct intake *in, size_t *skip)
{
    const char *wide = find_wide(in);
    size_t bad;

    *skip = 0;
    if (begins(in, "\xEF\xBB\xBF", 3))
        *skip = 3;
    else if (begins(in, "\xFF\xFE", 2) || begins(in, "\xFE\xFF", 2))
        *skip = 2;
    if (*skip == 2)
        return in->bytes[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
    if (*skip == 0 && wide != NULL)
        return wide;
    bool is_text = memchr(in->bytes, '\0', in->size) == NULL;
    return *skip == 0 && is_text && !utf8_is_valid(in->bytes, in->size, &bad) ? "CP932" : "UTF-8";
}

static size_t line_at(const char *bytes, size_t size)
{
    size_t line = 1;

    for (size_t i = 0; i < size; i++)
        line += bytes[i] == '\n';
    return line;
}

static size_t count_beyond_ascii(const char *text, size_t size)
{
    size_t count = 0;

    for (size_t i = 0; i < size; i++)
        count += (text[i] & 0xC0) == 0xC0;
    return count;
}

static bool refuse_bytes(const char *encoding, const char *bytes, size_t size, struct error *err)
{
    if (strncmp(encoding, "UTF", 3) != 0)
        return error_set(err,
                         _("Line %zu has bytes that are neither UTF-8 nor Shift_JIS. Save the "
                           "sheet as Unicode text, and give that file."),
                         line_at(bytes, size));
    return error_set(err,
                     _("Line %zu has bytes that are not %s: the file is damaged or is no text. "
                       "Copy the cells again."),
                     line_at(bytes, size), encoding);
}

/* No character takes more than three bytes for two (UTF-16) or two for one (CP932). */
static bool convert(const char *bytes, size_t size, struct decoded *out, struct error *err)
{
    iconv_t how = iconv_open("UTF-8", out->encoding);
    size_t left = size, room = size * 2;
    char *from = (char *)(size_t)bytes, *to;

    if (how == (iconv_t)-1)
        return error_set(err,
                         _("This computer cannot read %s. Save the sheet as UTF-8, and give that "
                           "file."),
                         out->encoding);
    out->text = to = malloc(room + 1);
    bool memory = to != NULL;
    bool good = memory && iconv(how, &from, &left, &to, &room) != (size_t)-1 && left == 0;
    iconv_close(how);
    if (!memory)
        return error_set_memory(err);
    out->size = (size_t)(to - out->text);
    *to = '\0';
    out->converted = count_beyond_ascii(out->text, out->size);
    return good || refuse_bytes(out->encoding, out->text, out->size, err);
}

static bool copy(const char *bytes, size_t size, struct decoded *out, struct error *err)
{
    size_t bad;

    if (!utf8_is_valid(bytes, size, &bad))
        return refuse_bytes(out->encoding, bytes, bad, err);
    out->text = malloc(size + 1);
    if (out->text == NULL)
        return error_set_memory(err);
    memcpy(out->text, bytes, size);
    out->text[size] = '\0';
    out->size = size;
    return true;
}

static bool check_nul(const struct decoded *d, struct error *err)
{
    const char *nul = memchr(d->text, '\0', d->size);

    if (nul == NULL)
        return true;
    return error_set(
        err,
        _("Line %zu has a NUL: this is no text. Give the cells as they are copied from "
          "the spreadsheet, not the spreadsheet's own file."),
        line_at(d->text, (size_t)(nul - d->text)));
}

bool decode_text(const struct intake *in, struct decoded *out, struct error *err)
{
    size_t skip;

    *out = (struct decoded){.text = NULL};
    out->encoding = find_encoding(in, &skip);
    const char *bytes = in->bytes + skip;
    size_t size = in->size - skip;
    if (size == 0)
        return error_set(err, _("This is empty. Copy the cells of the sheet into a file."));
    bool good = strcmp(out->encoding, "UTF-8") == 0 ? copy(bytes, size, out, err)
                                                    : convert(bytes, size, out, err);
    if (good && check_nul(out, err))
        return true;
    free(out->text);
    *out = (struct decoded){.text = NULL};
    return false;
}
