#include "exchange/ward_certificates.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/intake.h"
#include "exchange/wording.h"
#include "form/reference.h"
#include "text/buffer.h"
#include "text/i18n.h"

/* --- the table ---------------------------------------------------------------------- */

/* Hexadecimal digits that may be large and have ":" between them. */
static bool is_same_fingerprint(const char *written, const char *fingerprint)
{
    for (; *written != '\0'; written++) {
        if (*written == ':' || *written == ' ')
            continue;
        if (tolower((unsigned char)*written) != *fingerprint)
            return false;
        fingerprint++;
    }
    return *fingerprint == '\0';
}

/* Cuts the field off that *line begins with. */
static char *cut_field(char **line)
{
    char *field = *line, *tab = field == NULL ? NULL : strchr(field, '\t');

    *line = tab == NULL ? NULL : tab + 1;
    if (tab != NULL)
        *tab = '\0';
    return field;
}

static bool read_line(char *line, const char *ward_code, const struct xmlsig_answer *answer,
                      enum ward_certificate *out)
{
    const char *code = cut_field(&line), *kind = cut_field(&line), *value = cut_field(&line);
    bool by_name = kind != NULL && strcmp(kind, "subject") == 0;
    char *own;

    if (value == NULL || line != NULL || !reference_code_is_valid(code) ||
        (!by_name && strcmp(kind, "sha256") != 0))
        return false;
    if (strcmp(code, ward_code) != 0 || *out == WARD_CERTIFICATE_ITS)
        return true;
    *out = WARD_CERTIFICATE_OTHER;
    own = xmlsig_value(answer, by_name ? XMLSIG_SUBJECT : XMLSIG_FINGERPRINT);
    if (own != NULL && *own != '\0' &&
        (by_name ? strcmp(own, value) == 0 : is_same_fingerprint(value, own)))
        *out = WARD_CERTIFICATE_ITS;
    free(own);
    return true;
}

static bool read_table(char *text, const char *ward_code, const struct xmlsig_answer *answer,
                       enum ward_certificate *out, struct error *err)
{
    int number = 0;

    for (char *line = text, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        number++;
        line[strcspn(line, "\r")] = '\0';
        if (*line != '\0' && *line != '#' && !read_line(line, ward_code, answer, out))
            return error_set(err,
                             _("Line %d: this is no ward code, \"sha256\" or \"subject\", and what "
                               "the certificate has, with a tab between each. Correct the line."),
                             number);
    }
    return true;
}

/* --- the folder --------------------------------------------------------------------- */

static char *cut_certificate(char **text)
{
    static const char begin[] = "-----BEGIN CERTIFICATE-----", end[] = "-----END CERTIFICATE-----";
    char *from = strstr(*text, begin), *to = from == NULL ? NULL : strstr(from, end), *at = from;

    if (to == NULL)
        return NULL;
    *text = to + sizeof(end) - 1;
    for (const char *c = from + sizeof(begin) - 1; c < to; c++) {
        if (!isspace((unsigned char)*c))
            *at++ = *c;
    }
    *at = '\0';
    return from;
}

static bool read_certificates(char *text, const struct xmlsig_answer *answer,
                              enum ward_certificate *out, struct error *err)
{
    char *own = xmlsig_value(answer, XMLSIG_CERTIFICATE), *listed;

    while (own != NULL && (listed = cut_certificate(&text)) != NULL) {
        if (*out == WARD_CERTIFICATE_UNLISTED)
            *out = WARD_CERTIFICATE_OTHER;
        if (strcmp(listed, own) == 0)
            *out = WARD_CERTIFICATE_ITS;
    }
    free(own);
    return own != NULL || error_set_memory(err);
}

/* --- either ------------------------------------------------------------------------- */

static bool read_path(const char *path, bool is_folder, const char *ward_code,
                      const struct xmlsig_answer *answer, enum ward_certificate *out,
                      struct error *err)
{
    struct intake in = {NULL, 0};
    bool ok = intake_read(path, &in, err);

    if (ok)
        ok = is_folder ? read_certificates(in.bytes, answer, out, err)
                       : read_table(in.bytes, ward_code, answer, out, err);
    intake_free(&in);
    return ok || wording_prefix(err, path);
}

bool ward_certificates_find(const char *path, const char *ward_code,
                            const struct xmlsig_answer *answer, enum ward_certificate *out,
                            struct error *err)
{
    struct buffer file = BUFFER_INIT;
    struct stat info;
    char *name;
    bool ok = true;

    *out = WARD_CERTIFICATE_UNLISTED;
    if (!reference_code_is_valid(ward_code))
        return true;
    if (stat(path, &info) != 0 || !S_ISDIR(info.st_mode))
        return read_path(path, false, ward_code, answer, out, err);
    buffer_append_format(&file, "%s/%s.pem", path, ward_code);
    name = buffer_take(&file);
    if (name == NULL)
        return error_set_memory(err);
    if (access(name, F_OK) == 0)
        ok = read_path(name, true, ward_code, answer, out, err);
    free(name);
    return ok;
}
