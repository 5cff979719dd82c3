/* A form as a whole: read, asked for its parts, freed. */
#include "config.h"

#include "form/form.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/form_private.h"
#include "form/reference.h"
#include "form/vocabulary.h"
#include "text/buffer.h"
#include "text/i18n.h"

enum { EARLIEST_YEAR = 1868, LATEST_YEAR = 9999 };

/* --- reading -------------------------------------------------------------- */

bool form_refuse(const struct form_reader *reader, const xmlNode *node, const char *format, ...)
{
    char sentence[sizeof(reader->err->text)];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(sentence, sizeof(sentence), format, arguments);
    va_end(arguments);
    return error_set(reader->err, "%s:%ld: %s", reader->path, xmlGetLineNo(node), sentence);
}

bool form_go_on(const struct form_reader *reader)
{
    return mistakes_take(reader->mistakes, reader->path, reader->err);
}

bool form_mend_attribute(const struct form_reader *reader, xmlNode *element, const char *name,
                         const char *value)
{
    return xmlNewProp(element, (const xmlChar *)name, (const xmlChar *)value) ||
           error_set_memory(reader->err);
}

static bool copy_attribute(const struct form_reader *reader, const xmlNode *root, const char *name,
                           char **out)
{
    const char *value = form_xml_attribute(root, name);

    *out = strdup(value ? value : "");
    return *out || error_set_memory(reader->err);
}

static bool read_year(const struct form_reader *reader, const xmlNode *root, const char *name,
                      int *out)
{
    const char *value = form_xml_attribute(root, name);
    size_t digits = value ? strspn(value, "0123456789") : 0;

    *out = digits == 4 ? (int)strtol(value, NULL, 10) : 0;
    if (value && value[digits] == '\0' && *out >= EARLIEST_YEAR && *out <= LATEST_YEAR)
        return true;
    return form_refuse(reader, root,
                       _("<kusei:form> %s=\"%s\": is not a fiscal year; write the year it begins "
                         "in, with four digits"),
                       name, value ? value : "");
}

static bool read_root(const struct form_reader *reader, const xmlNode *root)
{
    struct form *form = reader->form;

    if (!copy_attribute(reader, root, "version", &form->version) ||
        !copy_attribute(reader, root, "city", &form->city_code) ||
        !read_year(reader, root, "first-year", &form->first_year) ||
        !read_year(reader, root, "last-year", &form->last_year))
        return false;
    if (form->version[0] == '\0')
        return form_refuse(
            reader, root,
            _("<kusei:form> version=\"\": is empty; number this version of the form"));
    if (!reference_code_is_valid(form->city_code))
        return form_refuse(reader, root,
                           _("<kusei:form> city=\"%s\": is not a local government code of six "
                             "digits; check it against its check digit"),
                           form->city_code);
    if (form->first_year > form->last_year)
        return form_refuse(reader, root,
                           _("<kusei:form> first-year %d is after last-year %d; exchange them"),
                           form->first_year, form->last_year);
    return true;
}

static bool read_document(const struct form_reader *reader, xmlNode *root)
{
    struct form_item *body = &reader->form->body;
    xmlNode *model;

    if (!vocabulary_check(reader, root))
        return false;
    mistakes_settle(reader->mistakes);
    if (!read_root(reader, root) && !form_go_on(reader))
        return false;
    model = form_xml_element(root->children);
    while (model && !form_xml_is(model, "model"))
        model = form_xml_element(model->next);
    body->kind = FORM_GROUP;
    body->line = (int)xmlGetLineNo(root);
    return (!model || form_model_read(reader, model)) &&
           form_text_read(reader, root, "label", &body->label) &&
           form_body_read(reader, root, body) &&
           (form_body_check_root(reader, root) || form_go_on(reader));
}

static bool read_file(struct form *form, const char *path, struct mistakes *mistakes,
                      struct error *err)
{
    struct form_reader reader = {path, form, err, mistakes};
    xmlDoc *doc = form_xml_read(path, err);
    bool done = doc ? read_document(&reader, xmlDocGetRootElement(doc)) : false;

    if (!done)
        form_go_on(&reader);
    xmlFreeDoc(doc);
    expressions_settle(form->expressions);
    return done;
}

static char *copy_without_slash(const char *dir)
{
    size_t size = strlen(dir);

    while (size > 1 && dir[size - 1] == '/')
        size--;
    return strndup(dir, size);
}

struct form *form_read(const char *dir, struct error *err)
{
    return form_read_all(dir, NULL, err);
}

struct form *form_read_all(const char *dir, struct mistakes *mistakes, struct error *err)
{
    struct buffer path = BUFFER_INIT;
    struct form *form = calloc(1, sizeof(*form));

    if (form) {
        form->dir = copy_without_slash(dir);
        form->expressions = expressions_new();
    }
    if (form && form->dir && form->expressions)
        buffer_append_format(&path, "%s/form.xml", form->dir);
    if (!path.data || path.failed) {
        error_set_memory(err);
        form_free(form);
        form = NULL;
    } else if (!read_file(form, path.data, mistakes, err)) {
        form_free(form);
        form = NULL;
    }
    buffer_free(&path);
    return form;
}

void form_free(struct form *f)
{
    if (!f)
        return;
    form_model_clear(f);
    form_body_clear(&f->body);
    expressions_free(f->expressions);
    free(f->dir);
    free(f->version);
    free(f->city_code);
    free(f);
}

/* --- asking --------------------------------------------------------------- */

const char *form_dir(const struct form *f)
{
    return f->dir;
}

const char *form_name(const struct form *f)
{
    const char *slash = strrchr(f->dir, '/');

    return slash ? slash + 1 : f->dir;
}

const char *form_version(const struct form *f)
{
    return f->version;
}

const char *form_city_code(const struct form *f)
{
    return f->city_code;
}

int form_first_year(const struct form *f)
{
    return f->first_year;
}

int form_last_year(const struct form *f)
{
    return f->last_year;
}

const struct form_text *form_title(const struct form *f)
{
    return &f->body.label;
}

const struct form_item *form_body(const struct form *f)
{
    return &f->body;
}

size_t form_bind_count(const struct form *f)
{
    return f->bind_count;
}

const struct form_bind *form_bind(const struct form *f, size_t index)
{
    return &f->binds[index];
}

const char *form_blank_file(const struct form *f)
{
    return f->instance_count > 0 ? f->instances[0].src : NULL;
}

const xmlDoc *form_instance(const struct form *f, const char *id)
{
    for (size_t i = 1; i < f->instance_count; i++) {
        if (strcmp(f->instances[i].id, id) == 0)
            return f->instances[i].doc;
    }
    return NULL;
}

const xmlDoc *form_instance_at(const struct form *f, size_t index, const char **file)
{
    if (index + 1 >= f->instance_count)
        return NULL;
    *file = f->instances[index + 1].src;
    return f->instances[index + 1].doc;
}
