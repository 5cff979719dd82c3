#include "exchange/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/reader.h"
#include "exchange/wording.h"
#include "text/i18n.h"
#include "text/utf8.h"

/* --- reading -------------------------------------------------------------- */

static bool too_large(struct error *err)
{
    return error_set(err,
                     _("This is larger than %d MiB, and an official file is never that large. Look "
                       "whether it is the right file."),
                     READER_MAX_BYTES / (1024 * 1024));
}

static bool refuse_kind(mode_t mode, struct error *err)
{
    if (S_ISDIR(mode))
        return error_set(err, _("This is a folder. Give the path of a file in it."));
    if (S_ISFIFO(mode))
        return error_set(err, _("This is a pipe, which may never end. Give a file, or give - and "
                                "the pipe as standard input."));
    return error_set(err, _("This is a device or a socket. Give a file."));
}

/* Standard input may be anything that ends; the size is capped as it comes. */
static bool check_kind(int fd, bool is_stdin, size_t *expected, struct error *err)
{
    struct stat st;

    *expected = 64 * 1024;
    if (fstat(fd, &st) != 0)
        return error_set(err, _("This cannot be examined: %s."), strerror(errno));
    if (S_ISDIR(st.st_mode) || (!is_stdin && !S_ISREG(st.st_mode)))
        return refuse_kind(st.st_mode, err);
    if (!S_ISREG(st.st_mode))
        return true;
    if (st.st_size > READER_MAX_BYTES)
        return too_large(err);
    if (st.st_size > 0)
        *expected = (size_t)st.st_size;
    return true;
}

static bool grow(struct intake *in, size_t *room)
{
    char *bytes;

    if (in->size < *room)
        return true;
    bytes = realloc(in->bytes, *room * 2 + 1);
    if (bytes == NULL)
        return false;
    in->bytes = bytes;
    *room *= 2;
    return true;
}

/* One read; 0 at the end, -1 with errno. A descriptor that was left in
 * non-blocking mode by another program is waited for. */
static ssize_t read_some(int fd, char *out, size_t size)
{
    for (;;) {
        ssize_t got = read(fd, out, size);

        if (got >= 0)
            return got;
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd wait = {.fd = fd, .events = POLLIN};

            if (poll(&wait, 1, -1) < 0 && errno != EINTR)
                return -1;
        } else if (errno != EINTR) {
            return -1;
        }
    }
}

static bool read_whole(int fd, size_t expected, struct intake *out, struct error *err)
{
    size_t room = expected + 1;
    ssize_t got;

    out->bytes = malloc(room + 1);
    if (out->bytes == NULL)
        return error_set_memory(err);
    while ((got = read_some(fd, out->bytes + out->size, room - out->size)) > 0) {
        out->size += (size_t)got;
        if (out->size > READER_MAX_BYTES)
            return too_large(err);
        if (!grow(out, &room))
            return error_set_memory(err);
    }
    if (got < 0)
        return error_set(err, _("This cannot be read: %s."), strerror(errno));
    out->bytes[out->size] = '\0';
    return true;
}

bool intake_read(const char *path, struct intake *out, struct error *err)
{
    bool is_stdin = strcmp(path, "-") == 0;
    /* O_NONBLOCK: opening a pipe that nobody writes to would wait for ever. */
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    size_t expected;
    bool ok;

    *out = (struct intake){NULL, 0};
    if (fd < 0)
        return error_set(err, _("This cannot be opened: %s."), strerror(errno));
    ok = check_kind(fd, is_stdin, &expected, err) && read_whole(fd, expected, out, err);
    if (!is_stdin)
        close(fd);
    if (!ok)
        intake_free(out);
    return ok;
}

void intake_free(struct intake *in)
{
    free(in->bytes);
    *in = (struct intake){NULL, 0};
}

/* --- encoding ------------------------------------------------------------- */

static bool begins(const struct intake *in, const char *bytes, size_t size)
{
    return in->size >= size && memcmp(in->bytes, bytes, size) == 0;
}

static bool is_wide(const struct intake *in)
{
    return begins(in, "\xFE\xFF", 2) || begins(in, "\xFF\xFE", 2) ||
           begins(in, "\0\0\xFE\xFF", 4) || begins(in, "<\0", 2) || begins(in, "\0<", 2) ||
           begins(in, "\0\0\0<", 4);
}

static void drop_byte_order_mark(struct intake *in)
{
    if (!begins(in, "\xEF\xBB\xBF", 3))
        return;
    in->size -= 3;
    memmove(in->bytes, in->bytes + 3, in->size + 1);
}

static int line_of(const struct intake *in, size_t offset)
{
    int line = 1;

    for (size_t i = 0; i < offset && i < in->size; i++)
        line += in->bytes[i] == '\n';
    return line;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool starts_as_xml(const struct intake *in)
{
    size_t i = 0;

    while (i < in->size && is_blank(in->bytes[i]))
        i++;
    return i < in->size && in->bytes[i] == '<';
}

/* The value of the declaration's encoding (XML 1.0, rule 80) into out; "" when
 * it declares none. A declaration that is not well-formed is the parser's
 * business: the bytes are decoded as UTF-8 whatever is found here. */
static void declared_encoding(const struct intake *in, char *out, size_t size)
{
    const char *end, *at;
    size_t length = 0;
    char quote;

    out[0] = '\0';
    if (!begins(in, "<?xml", 5) || in->size < 6 || !is_blank(in->bytes[5]))
        return;
    end = memmem(in->bytes, in->size, "?>", 2);
    at = end == NULL ? NULL : memmem(in->bytes, (size_t)(end - in->bytes), "encoding", 8);
    if (at == NULL)
        return;
    for (at += 8; at < end && (is_blank(*at) || *at == '='); at++)
        ;
    quote = *at;
    if (quote != '"' && quote != '\'')
        return;
    for (at++; at < end && *at != quote && length + 1 < size; at++)
        out[length++] = *at;
    out[length] = '\0';
}

static bool check_declared(const struct intake *in, struct error *err)
{
    char declared[64], shown[WORDING_QUOTE];

    declared_encoding(in, declared, sizeof(declared));
    if (declared[0] == '\0' || strcasecmp(declared, "UTF-8") == 0 ||
        strcasecmp(declared, "UTF8") == 0)
        return true;
    wording_quote(declared, shown, sizeof(shown));
    return error_set(err,
                     _("This says that it is written in %s, and the official file is in UTF-8. "
                       "Save it as UTF-8."),
                     shown);
}

static bool check_bytes(const struct intake *in, struct error *err)
{
    const char *nul = memchr(in->bytes, '\0', in->size);
    size_t bad;

    if (!utf8_is_valid(in->bytes, in->size, &bad))
        return error_set(err,
                         _("Line %d has bytes that are not UTF-8 (another encoding, or a damaged "
                           "file). Save it as UTF-8."),
                         line_of(in, bad));
    if (nul != NULL)
        return error_set(
            err, _("Line %d has a NUL byte. The file is damaged, or is not XML; get it again."),
            line_of(in, (size_t)(nul - in->bytes)));
    return true;
}

bool intake_check(struct intake *in, struct error *err)
{
    if (is_wide(in))
        return error_set(
            err,
            _("This is in UTF-16 or UTF-32, and the official file is in UTF-8. Save it as UTF-8."));
    drop_byte_order_mark(in);
    if (in->size == 0)
        return error_set(err, _("This is empty. Give an official XML file."));
    if (!starts_as_xml(in))
        return error_set(err, _("This is not XML: it does not begin with \"<\". Give the official "
                                "XML file, not a spreadsheet or a PDF."));
    return check_declared(in, err) && check_bytes(in, err);
}
